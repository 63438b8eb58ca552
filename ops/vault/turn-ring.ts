import { addKey, makePrimary, retireKey } from '@aetherflow/crypto/key-ring'
import type { KmsVariables } from '@aetherflow/api/kms-environment'
import type pg from 'pg'
import { FixableError } from '../run/fixable-error.ts'
import { readRing, writeRing } from './ring-file.ts'
import { auditVault, vaultState } from './vault-state.ts'

export type Vault = { file: string; env: KmsVariables; pool: pg.Pool }

/** Step 1: one more key in the ring, not in use yet. Answers its id. */
export async function addVaultKey({ file, env, pool }: Vault): Promise<string> {
  const { ring, kms } = await readRing(file, env)
  const grown = await addKey(ring)
  const id = grown.keys.at(-1)?.id ?? ''
  await writeRing(file, { ring: grown, kms }, env)
  await auditVault(pool, 'key_added', id)
  return id
}

/** Step 2: new keys are sealed to it. Refused while a worker runs that could not open them. */
export async function makeVaultKeyPrimary({ file, env, pool }: Vault, id: string): Promise<void> {
  const { ring, kms } = await readRing(file, env)
  if (!ring.keys.some((key) => key.id === id && key.state !== 'retired'))
    throw new FixableError(
      `The ring has no key ${id} that could be used.`,
      'see them with npm run admin -- vault status',
    )
  const { workers } = await vaultState(pool, [])
  const without = workers.filter(({ keyIds }) => !keyIds.includes(id))
  if (without.length > 0)
    throw new FixableError(
      `These workers cannot open what is sealed to ${id}: ${without.map(({ workerId }) => workerId).join(', ')}.`,
      'restart them, so that they read the ring that has it, and run this again; one that was killed counts for two minutes more',
    )
  await writeRing(file, { ring: makePrimary(ring, id), kms }, env)
  await auditVault(pool, 'key_made_primary', id)
}

/** The last step: its private half is destroyed. Refused until nothing has named it for a day. */
export async function retireVaultKey({ file, env, pool }: Vault, id: string): Promise<void> {
  const { ring, kms } = await readRing(file, env)
  if (id === ring.primaryKeyId)
    throw new FixableError(`${id} is the primary key.`, 'make another one primary first')
  const known = ring.keys.find((key) => key.id === id)
  if (known === undefined)
    throw new FixableError(
      `The ring has no key ${id}.`,
      'see them with npm run admin -- vault status',
    )
  const state = (await vaultState(pool, [id])).keys.find((key) => key.id === id)
  if (state === undefined || !state.retirable)
    throw new FixableError(
      `${id} is named by ${state?.rows ?? 0} rows, or was less than 24 hours ago.`,
      'leave the workers running until npm run admin -- vault status says that it may be retired',
    )
  await writeRing(file, { ring: retireKey(ring, id), kms }, env)
  await auditVault(pool, 'key_retired', id)
}

/** Puts the ring under a key service, another one, or none ("plain"). */
export async function wrapVault({ file, env, pool }: Vault, by: string): Promise<void> {
  const { ring } = await readRing(file, env)
  await writeRing(file, { ring, kms: by === 'plain' ? null : by }, env)
  await auditVault(pool, 'ring_wrapped', by)
}
