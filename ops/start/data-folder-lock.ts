import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { FixableError } from '../run/fixable-error.ts'
import { identify, isRunning } from './process-identity.ts'

const identity = z.object({ pid: z.number().int().positive(), startedAt: z.string() })
const holderSchema = z.object({
  supervisor: identity,
  children: z.array(identity.extend({ name: z.string() })),
  address: z.string().nullable(),
})

/** Who serves from a data folder, and with which processes. */
export type Holder = z.infer<typeof holderSchema>

export type DataFolderLock = {
  /** Children of a supervisor that died without stopping them. */
  orphans: Holder['children']
  record(change: Partial<Pick<Holder, 'children' | 'address'>>): void
  release(): void
}

/**
 * Makes this process the only one that serves from the folder.
 * @throws FixableError while another one does
 */
export function lockDataFolder(dataDir: string): DataFolderLock {
  const file = holderFile(dataDir)
  // Open at the top, or the database's user could not reach its part; what is private is closed below.
  mkdirSync(dataDir, { recursive: true, mode: 0o755 })
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
  const self = identify(process.pid)
  if (self === null) throw new Error('This process has no identity.')
  let content: Holder = { supervisor: self, children: [], address: null }
  const orphans = take(file, content, dataDir)
  return {
    orphans: orphans.filter(isRunning),
    record: (change) => {
      content = { ...content, ...change }
      replace(file, content)
    },
    release: () => rmSync(file, { force: true }),
  }
}

function take(file: string, content: Holder, dataDir: string): Holder['children'] {
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`
  writeFileSync(draft, JSON.stringify(content), { mode: 0o600 })
  try {
    for (;;) {
      if (linked(draft, file)) return []
      const holder = readHolder(file)
      if (holder !== null && isRunning(holder.supervisor)) throw inUse(dataDir, holder)
      // Only one of several newcomers moves the dead one's file away; the others meet the winner's.
      const grave = `${draft}.dead`
      if (!moved(file, grave)) continue
      const buried = readHolder(grave)
      if (buried !== null && isRunning(buried.supervisor)) {
        renameSync(grave, file)
        throw inUse(dataDir, buried)
      }
      rmSync(grave)
      if (linked(draft, file)) return buried?.children ?? []
    }
  } finally {
    rmSync(draft, { force: true })
  }
}

function inUse(dataDir: string, holder: Holder): FixableError {
  const at = holder.address === null ? '' : ` at ${holder.address}`
  return new FixableError(
    `Aetherflow already runs from ${dataDir}${at} (process ${holder.supervisor.pid}).`,
    `use that one, stop it (kill ${holder.supervisor.pid}), or set DATA_DIR to another folder`,
  )
}

export function holderFile(dataDir: string): string {
  return path.join(dataDir, 'run', 'supervisor.json')
}

export function readHolder(file: string): Holder | null {
  try {
    return holderSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}

function replace(file: string, content: Holder): void {
  writeFileSync(`${file}.next`, JSON.stringify(content), { mode: 0o600 })
  renameSync(`${file}.next`, file)
}

function linked(draft: string, file: string): boolean {
  return succeeds(() => linkSync(draft, file), 'EEXIST')
}

function moved(file: string, to: string): boolean {
  return succeeds(() => renameSync(file, to), 'ENOENT')
}

function succeeds(act: () => void, expected: string): boolean {
  try {
    act()
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === expected) return false
    throw error
  }
}
