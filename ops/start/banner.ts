import { hostname } from 'node:os'
import path from 'node:path'
import { isLoopback } from '../config/is-loopback.ts'
import type { DemoLogin } from '../seed/demo-logins.ts'
import type { Running } from './child-environments.ts'

type Told = { running: Running; databaseWhere: string; logins: readonly DemoLogin[] }

/** What is said once everything answers. */
export function banner({ running, databaseWhere, logins }: Told): string {
  const { config, publicUrl, simulator } = running
  const lines = ['', `Aetherflow is ready: ${publicUrl}`, '']
  for (const { role, email, password } of logins)
    lines.push(`  ${role.padEnd(10)} ${email}  ${password}`)
  if (logins.length > 0) lines.push('')
  if (simulator !== null) {
    lines.push(`  simulator  ${simulator.url}  (demo keys, trigger words, sandbox payments)`)
  }
  lines.push(
    `  data       ${config.dataDir}${databaseWhere.startsWith(config.dataDir) ? '' : `, database ${databaseWhere}`}`,
  )
  lines.push(`  logs       ${path.join(config.dataDir, 'logs')}`)
  lines.push('  stop       Ctrl-C', '')
  return lines.join('\n')
}

/** What cannot work when people open the app by another address without TLS, and the way round; else nothing. */
export function plainHttpWarning({
  config,
  publicUrl,
  port,
  simulator,
  tls,
}: Running): string | null {
  const { protocol, hostname: publicHost } = new URL(publicUrl)
  const elsewhere = !isLoopback(config.host) || !isLoopback(publicHost)
  if (!elsewhere || protocol === 'https:' || tls !== null) return null
  const target = isLoopback(publicHost) ? hostname() : publicHost
  const tunnels = [port, ...(simulator === null ? [] : [simulator.port])].map(
    (each) => `-L ${each}:127.0.0.1:${each}`,
  )
  return [
    'warning: opened by another address than localhost without TLS, browsers refuse what we need:',
    '         keys cannot be sealed (no deposits), the clipboard is closed, sessions are readable on the way.',
    `fix:     ssh ${tunnels.join(' ')} ${target}   and open http://localhost:${port}`,
    '         or: npm start -- --https   (self-signed; the browser will ask once)',
  ].join('\n')
}
