import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'

const root = path.join(import.meta.dirname, '../../../..')

export type UnpackedPage = {
  text: string
  /** Where a file of the page lies now. */
  at(file: string): string
  files: readonly string[]
  [Symbol.asyncDispose](): Promise<void>
}

/**
 * Takes the files out of a page (fences that name a path) and lays them where their imports fit: beside the place they name, under a
 * hidden name that no build, lint or commit looks at.
 */
export async function unpackPage(
  page: string,
  changed: (file: string, text: string) => string,
): Promise<UnpackedPage> {
  const text = await readFile(path.join(root, page), 'utf8')
  const blocks = [...text.matchAll(/^```ts (\S+)\n([\s\S]*?)^```$/gm)]
  const mark = `.from-docs-${randomBytes(4).toString('hex')}`
  const hidden = (file: string) => {
    const { dir, base } = path.parse(file)
    const place = dir.endsWith('/petrel')
      ? path.join(path.dirname(dir), mark, base)
      : path.join(dir, `${mark}-${base}`)
    return path.join(root, place)
  }
  const places = blocks.map(([, file = '']) => file)
  for (const [, file = '', code = ''] of blocks) {
    await mkdir(path.dirname(hidden(file)), { recursive: true })
    await writeFile(hidden(file), changed(file, code))
  }
  return {
    text,
    files: places,
    at: hidden,
    async [Symbol.asyncDispose]() {
      const made = places.map(hidden)
      const folders = made.map((file) => path.dirname(file))
      await Promise.all(
        [...made, ...folders.filter((folder) => path.basename(folder) === mark)].map((one) =>
          rm(one, { recursive: true, force: true }),
        ),
      )
    },
  }
}
