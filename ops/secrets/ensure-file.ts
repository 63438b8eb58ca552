import { randomBytes } from 'node:crypto'
import { chmod, link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'

/** The content of a private file, made when it is missing. Two processes at once get the same content. */
export async function ensureFile(
  file: string,
  make: () => string | Promise<string>,
): Promise<string> {
  const found = await readOrNull(file)
  if (found !== null) {
    // Somebody may have copied the folder with open permissions.
    await chmod(file, 0o600)
    return found
  }
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`
  await writeFile(draft, await make(), { mode: 0o600, flush: true })
  try {
    // Unlike a rename, a link never replaces what another process made meanwhile.
    await link(draft, file)
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error
  } finally {
    await rm(draft, { force: true })
  }
  return readFile(file, 'utf8')
}

async function readOrNull(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null
    throw error
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
