import { spawnSync } from 'node:child_process'

/** The operating-system user that PostgreSQL runs as; `null` ids mean the user who runs us. */
export type ServerAccount = { name: string; uid: number | null; gid: number | null }

const SYSTEM_USER = 'aetherflow'

/** PostgreSQL refuses to run as root, so root lends it another user; everybody else runs it as themselves. */
export function chooseServerAccount(): ServerAccount {
  if (process.getuid?.() !== 0) return { name: process.env['USER'] ?? 'you', uid: null, gid: null }
  const account =
    lookUp('postgres') ?? lookUp(SYSTEM_USER) ?? createSystemUser() ?? lookUp('nobody')
  if (account === null) {
    throw new Error(
      'PostgreSQL does not run as root, and no other user was found or could be made. ' +
        'Start as an ordinary user, or set DATABASE_URL.',
    )
  }
  return account
}

function createSystemUser(): ServerAccount | null {
  const made = spawnSync('useradd', [
    '--system',
    '--no-create-home',
    '--shell',
    '/usr/sbin/nologin',
    SYSTEM_USER,
  ])
  // Alpine and busybox have adduser only.
  if (made.status !== 0) spawnSync('adduser', ['-S', '-D', '-H', SYSTEM_USER])
  return lookUp(SYSTEM_USER)
}

function lookUp(name: string): ServerAccount | null {
  const uid = numericId('-u', name)
  const gid = numericId('-g', name)
  return uid === null || gid === null || uid === 0 ? null : { name, uid, gid }
}

function numericId(flag: '-u' | '-g', name: string): number | null {
  const { status, stdout } = spawnSync('id', [flag, name], { encoding: 'utf8' })
  return status === 0 && /^\d+\s*$/.test(stdout) ? Number(stdout) : null
}
