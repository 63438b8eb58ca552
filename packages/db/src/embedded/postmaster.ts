import { spawnSync } from 'node:child_process'
import { readFileSync, readdirSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import path from 'node:path'

export type Postmaster = { pid: number; port: number; status: string }

/** What postmaster.pid says about the server of this data folder; null when it names no living server of ours. */
export function readPostmaster(dataDir: string): Postmaster | null {
  const lines = readLines(pidFile(dataDir))
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 1 || !servesFolder(pid, dataDir)) return null
  return { pid, port: Number(lines[3] ?? 0), status: (lines[7] ?? '').trim() }
}

/**
 * Forgets a recorded id that another program has by now, after a crash or a container's restart: the
 * server would refuse to start while that program lives.
 */
export function forgetStranger(dataDir: string): void {
  const pid = Number(readLines(pidFile(dataDir))[0])
  if (!Number.isInteger(pid) || pid <= 1 || !isAlive(pid) || servesFolder(pid, dataDir)) return
  rmSync(pidFile(dataDir), { force: true })
}

function pidFile(dataDir: string): string {
  return path.join(dataDir, 'postmaster.pid')
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Process ids that still work in the data folder: the postmaster and its children all do. */
export function processesIn(dataDir: string): number[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => servesFolder(pid, dataDir))
}

// The recorded id may belong to anybody by now, so ask where it works.
function servesFolder(pid: number, dataDir: string): boolean {
  if (process.platform === 'linux') return workingFolder(pid) === realPath(dataDir)
  const { status, stdout } = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], {
    encoding: 'utf8',
  })
  return status === 0 && stdout.includes('postgres') && stdout.includes(dataDir)
}

function workingFolder(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return null
  }
}

function realPath(folder: string): string {
  try {
    return realpathSync(folder)
  } catch {
    return folder
  }
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n')
  } catch {
    return []
  }
}
