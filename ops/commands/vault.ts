import { createPool } from '@aetherflow/db/pool'
import { projectRoot } from '../config/project-root.ts'
import { readConfig } from '../config/read-config.ts'
import { withDatabase } from '../database/with-database.ts'
import { FixableError } from '../run/fixable-error.ts'
import { ensureSecrets } from '../secrets/ensure-secrets.ts'
import { readRing } from '../vault/ring-file.ts'
import {
  addVaultKey,
  makeVaultKeyPrimary,
  retireVaultKey,
  type Vault,
  wrapVault,
} from '../vault/turn-ring.ts'
import { vaultState } from '../vault/vault-state.ts'

export const VAULT_USAGE =
  'npm run admin -- vault status | add | primary <key> | retire <key> | wrap aws-kms|key-file|plain'

/** Turns the vault's key ring: add → restart workers → primary → restart all → (workers reseal) → retire. */
export async function vault([verb, subject, ...surplus]: string[]): Promise<number> {
  if (surplus.length > 0) throw unclear()
  const config = readConfig(process.env, projectRoot)
  return withDatabase(async ({ migratorUrl }) => {
    const { keyRingFile: file } = await ensureSecrets(config)
    const pool = createPool(migratorUrl, { applicationName: 'aetherflow admin', max: 2 })
    try {
      await run({ file, env: config.kms, pool }, verb, subject)
      return 0
    } finally {
      await pool.end()
    }
  })
}

const unclear = () => new FixableError('What should be done is not clear.', VAULT_USAGE)

async function run(held: Vault, verb: string | undefined, subject: string | undefined) {
  if (verb === 'status' && subject === undefined) return print(held)
  if (verb === 'add' && subject === undefined) {
    console.log(`Added ${await addVaultKey(held)}. Restart every worker, then make it primary.`)
  } else if (verb === 'primary' && subject !== undefined) {
    await makeVaultKeyPrimary(held, subject)
    console.log(`${subject} is primary. Restart workers and web; the workers reseal by themselves.`)
  } else if (verb === 'retire' && subject !== undefined) {
    await retireVaultKey(held, subject)
    console.log(`${subject} is retired: nothing sealed to it opens again. Restart the workers.`)
  } else if (verb === 'wrap' && ['aws-kms', 'key-file', 'plain'].includes(subject ?? '')) {
    const by = subject ?? ''
    await wrapVault(held, by)
    console.log(`The ring is kept as ${by}. Restart the workers.`)
  } else throw unclear()
}

async function print({ file, env, pool }: Vault): Promise<void> {
  const { ring, kms } = await readRing(file, env)
  const { keys, workers } = await vaultState(
    pool,
    ring.keys.map(({ id }) => id),
  )
  console.log(`ring ${file}, ${kms === null ? 'in the clear' : `wrapped by ${kms}`}`)
  for (const { id, rows, emptySince, retirable } of keys) {
    const key = ring.keys.find((one) => one.id === id)
    const state = id === ring.primaryKeyId ? 'primary' : (key?.state ?? 'NOT IN THE RING')
    const empty = emptySince === null ? '' : `, named by no row since ${emptySince.toISOString()}`
    const may = retirable && state === 'openable' ? ', may be retired' : ''
    console.log(`  ${id}  ${state}, ${rows} ciphertexts${empty}${may}`)
  }
  const left = keys
    .filter(({ id }) => id !== ring.primaryKeyId)
    .reduce((n, { rows }) => n + rows, 0)
  console.log(left === 0 ? 'nothing is left to reseal' : `${left} ciphertexts are left to reseal`)
  for (const { workerId, primaryKeyId, keyIds } of workers)
    console.log(`  worker ${workerId} seals to ${primaryKeyId}, opens ${keyIds.join(', ')}`)
  if (workers.length === 0) console.log('  no worker runs')
}
