import path from 'node:path'
import type { Config } from '../config/read-config.ts'
import type { OpenDatabase } from '../database/open-database.ts'
import type { Secrets } from '../secrets/ensure-secrets.ts'
import { gatewaysOfSimulator, gatewaysOfWeb, gatewaysOfWorker } from './gateway-environments.ts'
import type { Tls } from './ensure-tls.ts'

/** What is settled once ports, database and secrets are there. */
export type Running = {
  config: Config
  secrets: Secrets
  database: Pick<OpenDatabase, 'webUrl' | 'workerUrl'>
  publicUrl: string
  port: number
  /** Null in production. */
  simulator: { port: number; url: string } | null
  tls: Tls | null
}

export type Variables = Record<string, string | undefined>

/** Everything that a child may see of the machine it runs on. */
const fromHost = [
  'PATH',
  'HOME',
  'LANG',
  'TZ',
  'TMPDIR',
  'SSL_CERT_FILE',
  'NODE_EXTRA_CA_CERTS',
] as const

/** The door for browsers and developers. No private key, no path to one, no owner's database login. */
export const webEnvironment = (running: Running, workerHealthUrl: string): Variables => ({
  NODE_ENV: 'production',
  AETHERFLOW_MODE: running.config.mode,
  HOST: running.config.host,
  PORT: String(running.port),
  PUBLIC_URL: running.publicUrl,
  NEXTAUTH_URL: running.publicUrl,
  NEXTAUTH_SECRET: running.secrets.nextAuth,
  ADDRESS_SECRET: running.secrets.address,
  DATABASE_URL: running.database.webUrl,
  LISTEN_DATABASE_URL: running.database.webUrl,
  VAULT_PUBLIC_KEY: JSON.stringify(running.secrets.vaultPublicKey),
  ...storageVariables(running),
  AIGC_PRODUCER: running.config.tuning.AIGC_PRODUCER,
  WORKER_HEALTH_URL: workerHealthUrl,
  METRICS_TOKEN: running.config.tuning.METRICS_TOKEN,
  TRUSTED_PROXY_HOPS: running.config.tuning.TRUSTED_PROXY_HOPS,
  LOG_LEVEL: running.config.tuning.LOG_LEVEL,
  NEXT_TELEMETRY_DISABLED: '1',
  TLS_CERT_FILE: running.tls?.certFile,
  TLS_KEY_FILE: running.tls?.keyFile,
  ...gatewaysOfWeb(running),
})

/** The only process that opens the vault. */
export const workerEnvironment = (running: Running): Variables => ({
  NODE_ENV: 'production',
  AETHERFLOW_MODE: running.config.mode,
  PUBLIC_URL: running.publicUrl,
  DATABASE_URL: running.database.workerUrl,
  LISTEN_DATABASE_URL: running.database.workerUrl,
  VAULT_KEY_RING_FILE: running.secrets.keyRingFile,
  ...running.config.kms,
  ...storageVariables(running),
  AIGC_PRODUCER: running.config.tuning.AIGC_PRODUCER,
  SMTP_URL: running.config.smtpUrl ?? undefined,
  MAIL_FROM: running.config.mailFrom,
  WORKER_HEALTH_PORT: '0',
  WORKER_CONCURRENCY: running.config.tuning.WORKER_CONCURRENCY,
  LOG_LEVEL: running.config.tuning.LOG_LEVEL,
  ...gatewaysOfWorker(running),
})

/** The outside world, faked: it knows no secret but what the simulated gateways share with our adapters. */
export const simulatorEnvironment = (running: Running): Variables => ({
  NODE_ENV: 'production',
  SIMULATOR_HOST: running.config.host,
  SIMULATOR_PORT: String(running.simulator?.port),
  SIMULATOR_LATENCY: running.config.mode === 'demo' ? 'real' : 'none',
  ...gatewaysOfSimulator(running),
})

/** The child's whole environment: its table above and the few host variables, nothing else. */
export function environmentOf(
  variables: Variables,
  host: NodeJS.ProcessEnv,
): Record<string, string> {
  const all = { ...Object.fromEntries(fromHost.map((name) => [name, host[name]])), ...variables }
  return Object.fromEntries(
    Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== undefined),
  )
}

/** The operator's bucket, or the data folder. */
export function storageVariables({ config }: Pick<Running, 'config'>): Variables {
  return Object.keys(config.bucket).length > 0
    ? config.bucket
    : { STORAGE_ROOT: storageRoot({ config }) }
}

export function storageRoot({ config }: Pick<Running, 'config'>): string {
  return path.join(config.dataDir, 'storage')
}
