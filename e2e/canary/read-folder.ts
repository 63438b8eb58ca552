import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'

/** Every file below a folder, read as bytes; none when the folder is not there. */
export async function* readFolder(folder: string): AsyncGenerator<{ file: string; text: string }> {
  if (!existsSync(folder)) return
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  for (const entry of entries.filter((one) => one.isFile())) {
    const file = path.join(entry.parentPath, entry.name)
    yield { file, text: (await readFile(file)).toString('latin1') }
  }
}
