import { randomBytes } from 'node:crypto'
import {
  appendFileSync,
  chownSync,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import type { Place } from './choose-place.ts'
import { runAs } from './run-as.ts'

export const SUPERUSER = 'aetherflow_superuser'
export const SETTINGS_FILE = 'aetherflow.conf'

export function passwordFile(dataDir: string): string {
  return path.join(dataDir, 'superuser-password')
}

/**
 * Makes an empty cluster when there is none; true when it did. It gets its final name when it is
 * whole, so a start that was killed leaves none, and of two at once one is kept.
 */
export async function createClusterIfMissing(place: Place, durable: boolean): Promise<boolean> {
  if (isCluster(place.dataDir)) return false
  const draft = `${place.dataDir}.${randomBytes(4).toString('hex')}.draft`
  const draftPassword = `${draft}.password`
  try {
    mkdirSync(draft, { mode: 0o700 })
    writeFileSync(draftPassword, randomBytes(24).toString('base64url'), { mode: 0o600 })
    for (const each of [draft, draftPassword]) giveTo(place, each)
    await initialise(place, draft, draftPassword, durable)
    renameSync(draftPassword, passwordFile(draft))
    const include = `\ninclude_if_exists = '${SETTINGS_FILE}'\n`
    appendFileSync(path.join(draft, 'postgresql.conf'), include)
    return publish(draft, place.dataDir)
  } finally {
    rmSync(draft, { recursive: true, force: true })
    rmSync(draftPassword, { force: true })
  }
}

function isCluster(dataDir: string): boolean {
  return existsSync(path.join(dataDir, 'PG_VERSION'))
}

function publish(draft: string, dataDir: string): boolean {
  try {
    renameSync(draft, dataDir)
    return true
  } catch (error) {
    if (isCluster(dataDir)) return false
    throw error
  }
}

async function initialise(
  place: Place,
  folder: string,
  password: string,
  durable: boolean,
): Promise<void> {
  const { status, output } = await runAs(
    place.account,
    path.join(place.binaries, 'bin', 'initdb'),
    [
      `--pgdata=${folder}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${password}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // The builtin provider sorts the same on every machine, whatever its C library knows.
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      ...(durable ? [] : ['--no-sync']),
    ],
  )
  if (status !== 0)
    throw new Error(`initdb failed as user ${place.account.name}:\n${output.trim()}`)
}

export function giveTo(place: Place, file: string): void {
  const { uid, gid } = place.account
  if (uid !== null && gid !== null) chownSync(file, uid, gid)
}
