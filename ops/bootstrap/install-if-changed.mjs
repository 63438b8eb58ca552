import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { refuse } from './refuse.mjs'

const PNPM = 'pnpm@12.21.0'
const STAMP = 'node_modules/.aetherflow-installed'

/** Installs what the lockfile names, when that has not been done yet for this lockfile. */
export function installIfChanged(root) {
  const wanted = fingerprint(root)
  if (readOrEmpty(join(root, STAMP)) === wanted) return

  process.stderr.write('Installing dependencies (once; about a minute) …\n')
  // A shell's NODE_ENV=production would leave out what the build needs; CI=true keeps pnpm from asking.
  const { NODE_ENV: _, ...environment } = process.env
  const { status, error } = spawnSync(
    'npx',
    [
      '--yes',
      PNPM,
      'install',
      '--frozen-lockfile',
      ...(process.stderr.isTTY ? [] : ['--reporter=append-only']),
    ],
    // Everything to stderr: stdout belongs to the command.
    { cwd: root, stdio: ['ignore', 2, 2], env: { ...environment, CI: 'true' } },
  )
  if (error !== undefined)
    refuse(`npx could not be run: ${error.message}`, 'install npm (it comes with Node)')
  if (status !== 0) {
    refuse(
      'The dependencies could not be installed (see above).',
      'check that the package registry is reachable (`npm ping`) and that this folder is writable, then run it again',
    )
  }
  writeFileSync(join(root, STAMP), wanted)
}

function fingerprint(root) {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}\n`)
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml'])
    hash.update(readFileSync(join(root, file)))
  return hash.digest('hex')
}

function readOrEmpty(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}
