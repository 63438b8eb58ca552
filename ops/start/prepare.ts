import { isLoopback } from '../config/is-loopback.ts'
import type { Config } from '../config/read-config.ts'
import type { OpenDatabase } from '../database/open-database.ts'
import type { Secrets } from '../secrets/ensure-secrets.ts'
import type { Running } from './child-environments.ts'
import { choosePort } from './choose-port.ts'
import { ensureTls } from './ensure-tls.ts'

/** Settles ports, addresses and certificate. */
export async function prepare(
  config: Config,
  secrets: Secrets,
  database: OpenDatabase,
): Promise<Running> {
  const { host } = config
  const port = await choosePort({ name: '--port or PORT', ...config.port, host })
  const publicUrl =
    config.publicUrl?.origin ?? `${config.https ? 'https' : 'http'}://localhost:${port}`
  const simulatorPort =
    config.mode === 'production'
      ? null
      : await choosePort({ name: 'SIMULATOR_PORT', ...config.simulatorPort, host, taken: [port] })
  const names = new Set([
    'localhost',
    '127.0.0.1',
    new URL(publicUrl).hostname,
    ...(isWildcard(host) ? [] : [host]),
  ])
  return {
    config,
    secrets,
    database,
    publicUrl,
    port,
    simulator:
      simulatorPort === null
        ? null
        : { port: simulatorPort, url: `http://${reachable(host)}:${simulatorPort}` },
    tls: config.https ? await ensureTls(config.dataDir, [...names]) : null,
  }
}

/** Where we ourselves reach the web server, whatever people type. */
export function localOrigin({ config, port, tls }: Running): string {
  return `${tls === null ? 'http' : 'https'}://${reachable(config.host)}:${port}`
}

function reachable(host: string): string {
  if (isWildcard(host) || isLoopback(host)) return host.includes(':') ? '[::1]' : '127.0.0.1'
  return host.includes(':') ? `[${host}]` : host
}

function isWildcard(host: string): boolean {
  return host === '0.0.0.0' || host === '::'
}
