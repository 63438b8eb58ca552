import { createDeps as build, type OpenDeps } from '@aetherflow/api/create-deps'
import { gatewaySettings } from '@aetherflow/api/gateway-environment'
import { storageSettings } from '@aetherflow/api/storage-environment'
import { Secret } from '@aetherflow/crypto/secret'
import type { WebEnvironment } from './web-environment.ts'

/** What verbs reach in the web process: the vault's public key, never a private one. */
export function createDeps(env: WebEnvironment): OpenDeps {
  return build({
    process: 'web',
    mode: env.AETHERFLOW_MODE,
    publicUrl: env.PUBLIC_URL,
    databaseUrl: env.DATABASE_URL,
    listenDatabaseUrl: env.LISTEN_DATABASE_URL,
    vaultPublicKey: env.VAULT_PUBLIC_KEY,
    addressSecret: new Secret(env.ADDRESS_SECRET),
    storage: storageSettings(env),
    simulatorUrl: env.SIMULATOR_URL,
    ...gatewaySettings(env),
    logLevel: env.LOG_LEVEL,
  })
}
