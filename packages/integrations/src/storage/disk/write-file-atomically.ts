import { randomUUID } from 'node:crypto'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/**
 * Writes a file so that readers see the old one or the whole new one, and a power cut loses neither: temporary file on
 * the same file system, fsync, rename, fsync of the folder (POSIX gives no order between data and name otherwise).
 * @param tempFolder must exist
 */
export async function writeFileAtomically(
  file: string,
  bytes: Uint8Array,
  tempFolder: string,
): Promise<void> {
  const folder = dirname(file)
  const created = await mkdir(folder, { recursive: true })
  const temp = join(tempFolder, randomUUID())
  try {
    const handle = await open(temp, 'wx', 0o640)
    try {
      await handle.writeFile(bytes)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(temp, file)
  } catch (error) {
    await rm(temp, { force: true })
    throw error
  }
  await syncFolder(folder)
  if (created !== undefined) await syncFolder(dirname(created))
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
