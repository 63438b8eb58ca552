import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** No write takes an hour; an older temporary file is what a killed process left. */
const staleAfterMs = 60 * 60_000

/** Deletes temporary files that no process is writing any more. */
export async function removeStaleTemps(tempFolder: string, nowMs: number): Promise<void> {
  for (const name of await readdir(tempFolder)) {
    const file = join(tempFolder, name)
    const found = await stat(file).catch(() => null)
    if (found !== null && nowMs - found.mtimeMs > staleAfterMs) await rm(file, { force: true })
  }
}
