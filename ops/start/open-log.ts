import { closeSync, existsSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs'
import path from 'node:path'
import { readableLine } from './readable-line.ts'

export type Log = { write(line: string): void; lastLines(): string; close(): void }

const REMEMBERED = 12

/** A child's log file; the one of the start before is kept beside it. */
export function openLog(file: string): Log {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
  if (existsSync(file)) renameSync(file, `${file}.1`)
  const descriptor = openSync(file, 'a', 0o600)
  const last: string[] = []
  let open = true
  return {
    write(line) {
      last.push(readableLine(line).text)
      if (last.length > REMEMBERED) last.shift()
      if (open) writeSync(descriptor, `${line}\n`)
    },
    lastLines: () => last.join('\n'),
    close() {
      if (open) closeSync(descriptor)
      open = false
    },
  }
}
