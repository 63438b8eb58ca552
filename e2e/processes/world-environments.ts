import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { createDeps, type OpenDeps } from '@aetherflow/api/create-deps'
import { gatewaySettings } from '@aetherflow/api/gateway-environment'
import {
  simulatedGateways,
  type SimulatedGateways,
} from '@aetherflow/api/testing/simulated-gateways'
import { createKeyRing, primaryPublicKey, serializeKeyRing } from '@aetherflow/crypto/key-ring'
import { Secret } from '@aetherflow/crypto/secret'
import type { VaultPublicKey } from '@aetherflow/crypto/vault-public-key'
import type { TestDatabase } from '@aetherflow/db/test-database'

/** What every process of a world agrees on. */
export type WorldSettings = {
  publicUrl: string
  vaultPublicKey: VaultPublicKey
  ringFile: string
  storageRoot: string
  addressSecret: string
  nextAuthSecret: string
  gateways: SimulatedGateways
}

type Environment = Record<string, string>

/** New secrets, and a vault whose key ring lies in the folder. */
export async function makeSettings(
  folder: string,
  // Nothing listens there.
  publicUrl = 'http://127.0.0.1:9',
): Promise<WorldSettings> {
  const ring = await createKeyRing()
  const ringFile = path.join(folder, 'key-ring.json')
  await writeFile(ringFile, serializeKeyRing(ring).reveal(), { mode: 0o600 })
  return {
    publicUrl,
    vaultPublicKey: primaryPublicKey(ring),
    ringFile,
    storageRoot: path.join(folder, 'storage'),
    addressSecret: randomBytes(32).toString('hex'),
    nextAuthSecret: randomBytes(32).toString('hex'),
    gateways: await simulatedGateways(),
  }
}

export function simulatorEnvironment(settings: WorldSettings): Environment {
  return {
    SIMULATOR_PORT: '0',
    SIMULATOR_PICTURES: 'quick',
    SIMULATOR_RATE_LIMIT: 'off',
    SIMULATOR_LATENCY: 'none',
    ...settings.gateways.simulatorVariables,
  }
}

function shared(settings: WorldSettings, simulatorUrl: string): Environment {
  return {
    AETHERFLOW_MODE: 'test',
    PUBLIC_URL: settings.publicUrl,
    STORAGE_ROOT: settings.storageRoot,
    SIMULATOR_URL: simulatorUrl,
    LOG_LEVEL: 'trace',
  }
}

type Reached = { database: Pick<TestDatabase, 'webUrl' | 'workerUrl'>; simulatorUrl: string }

export function workerEnvironment(settings: WorldSettings, reached: Reached): Environment {
  return {
    ...shared(settings, reached.simulatorUrl),
    ...settings.gateways.workerVariables(reached.simulatorUrl),
    DATABASE_URL: reached.database.workerUrl,
    VAULT_KEY_RING_FILE: settings.ringFile,
  }
}

export function webEnvironment(settings: WorldSettings, reached: Reached): Environment {
  return {
    ...shared(settings, reached.simulatorUrl),
    ...settings.gateways.webVariables(reached.simulatorUrl),
    DATABASE_URL: reached.database.webUrl,
    NEXTAUTH_SECRET: settings.nextAuthSecret,
    ADDRESS_SECRET: settings.addressSecret,
    VAULT_PUBLIC_KEY: JSON.stringify(settings.vaultPublicKey),
  }
}

/** What a web process reaches, opened in this one. */
export function openWeb(settings: WorldSettings, { database, simulatorUrl }: Reached): OpenDeps {
  return createDeps({
    process: 'web',
    mode: 'test',
    publicUrl: settings.publicUrl,
    databaseUrl: database.webUrl,
    listenDatabaseUrl: undefined,
    vaultPublicKey: settings.vaultPublicKey,
    addressSecret: new Secret(settings.addressSecret),
    storage: { kind: 'disk', root: settings.storageRoot },
    simulatorUrl,
    ...gatewaySettings(settings.gateways.webVariables(simulatorUrl)),
    logLevel: 'warn',
  })
}
