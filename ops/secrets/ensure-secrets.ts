import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import {
  createKeyRing,
  parseKeyRing,
  primaryPublicKey,
  serializeKeyRing,
} from '@aetherflow/crypto/key-ring'
import { isWrappedRing, parseWrappedRing } from '@aetherflow/crypto/wrapped-ring'
import type { VaultPublicKey } from '@aetherflow/crypto/vault-public-key'
import type { Config } from '../config/read-config.ts'
import { FixableError } from '../run/fixable-error.ts'
import { ensureFile } from './ensure-file.ts'
import {
  simulatedAlipay,
  simulatedStripe,
  type SimulatedAlipay,
  type SimulatedStripe,
} from './simulated-gateways.ts'

export type Secrets = {
  /** Signs sessions. */
  nextAuth: string
  /** Signs the addresses of images and exports. */
  address: string
  /** Shared with the sandbox payment gateway; null in production. */
  sandbox: string | null
  /** Made for the simulator; null in production, where the operator's environment has the real ones. */
  alipay: SimulatedAlipay | null
  stripe: SimulatedStripe | null
  database: { migrator: string; web: string; worker: string }
  /** The private ring. Its path goes to the worker and nobody else. */
  keyRingFile: string
  vaultPublicKey: VaultPublicKey
}

const newSecret = () => randomBytes(32).toString('base64url')

/**
 * Reads this installation's secrets from DATA_DIR/secrets, and makes those that are missing.
 * There is no default for any of them.
 */
export async function ensureSecrets(config: Pick<Config, 'dataDir' | 'mode'>): Promise<Secrets> {
  await mkdir(config.dataDir, { recursive: true, mode: 0o755 })
  const folder = path.join(config.dataDir, 'secrets')
  const secret = async (name: string, make: () => string | Promise<string> = newSecret) => {
    const value = (await ensureFile(path.join(folder, name), make)).trim()
    if (value.length >= 32) return value
    throw new FixableError(
      `${path.join(folder, name)} holds less than 32 characters.`,
      'restore it from a backup',
    )
  }
  await refuseForeignMode(folder, config.mode)
  const keyRingFile = path.join(folder, 'worker', 'key-ring.json')
  const ring = await ensureFile(keyRingFile, async () =>
    serializeKeyRing(await createKeyRing()).reveal(),
  )
  return {
    nextAuth: await secret('nextauth-secret'),
    address: await secret('address-secret'),
    sandbox: config.mode === 'production' ? null : await secret('sandbox-secret'),
    alipay: config.mode === 'production' ? null : await simulatedAlipay(secret),
    stripe: config.mode === 'production' ? null : await simulatedStripe(secret),
    database: {
      migrator: await secret('database-migrator-password'),
      web: await secret('database-web-password'),
      worker: await secret('database-worker-password'),
    },
    keyRingFile,
    vaultPublicKey: publicKeyOf(ring, keyRingFile),
  }
}

function publicKeyOf(ring: string, file: string): VaultPublicKey {
  try {
    return isWrappedRing(ring)
      ? parseWrappedRing(ring).vaultPublicKey
      : primaryPublicKey(parseKeyRing(ring))
  } catch {
    // Never a new ring: every deposited key would be lost without a word.
    throw new FixableError(
      `The vault's key ring ${file} cannot be read.`,
      'restore it from a backup',
    )
  }
}

// What a demo handed out or printed must never guard real money.
async function refuseForeignMode(folder: string, mode: string): Promise<void> {
  const madeFor = (await ensureFile(path.join(folder, 'made-for'), () => mode)).trim()
  if ((madeFor === 'production') === (mode === 'production')) return
  throw new FixableError(
    `${path.dirname(folder)} was made in ${madeFor} mode and is now started in ${mode} mode.`,
    `set DATA_DIR to another folder for ${mode}, or start with AETHERFLOW_MODE=${madeFor}`,
  )
}
