import { createDeps as build, type OpenDeps } from '@aetherflow/api/create-deps'
import { gatewaySettings } from '@aetherflow/api/gateway-environment'
import { storageSettings } from '@aetherflow/api/storage-environment'
import { primaryPublicKey } from '@aetherflow/crypto/key-ring'
import { Secret } from '@aetherflow/crypto/secret'
import type { WorkerEnvironment } from './worker-environment.ts'

/** What procedures reach in the worker. The key ring is not in it: it stays with the dispatcher. */
export function createDeps(env: WorkerEnvironment): OpenDeps {
  return build({
    process: 'worker',
    mode: env.AETHERFLOW_MODE,
    publicUrl: env.PUBLIC_URL,
    databaseUrl: env.DATABASE_URL,
    listenDatabaseUrl: env.LISTEN_DATABASE_URL,
    vaultPublicKey: primaryPublicKey(env.ring),
    // Addresses are signed by the web alone: this one signs nothing that anybody accepts.
    addressSecret: new Secret(crypto.randomUUID() + crypto.randomUUID()),
    storage: storageSettings(env),
    simulatorUrl: env.SIMULATOR_URL,
    ...gatewaySettings(env),
    logLevel: env.LOG_LEVEL,
  })
}
