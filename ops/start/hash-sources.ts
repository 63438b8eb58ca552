import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, type Dirent } from 'node:fs'
import path from 'node:path'

const FOLDERS = ['apps/web', 'packages']
const FILES = ['pnpm-lock.yaml', 'tsconfig.base.json']
const SKIPPED = new Set(['node_modules', '.next', '.turbo', 'generated', 'testing', 'migrations'])
// Next rewrites next-env.d.ts itself.
const NOT_BUILT = /\.test\.tsx?$|\.tsbuildinfo$|\.md$|^turbo\.json$|^next-env\.d\.ts$/

/** One hash over everything that `next build` reads: the same hash, the same build. */
export function hashSources(root: string): string {
  const hash = createHash('sha256')
  const files = [
    ...FOLDERS.flatMap((folder) => sourcesIn(path.join(root, folder))),
    ...FILES.map((file) => path.join(root, file)),
  ]
  for (const file of files.sort()) {
    hash
      .update(`${path.relative(root, file)}\0`)
      .update(createHash('sha256').update(readFileSync(file)).digest())
  }
  return hash.digest('hex')
}

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry: Dirent) => {
    const full = path.join(folder, entry.name)
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : sourcesIn(full)
    return entry.isFile() && !NOT_BUILT.test(entry.name) ? [full] : []
  })
}
