import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const root = path.join(import.meta.dirname, '../../..')
const roots = ['packages', 'apps', 'bench', 'ops', 'e2e']
const skipped = new Set(['node_modules', 'generated', '.next', '.turbo'])

// `OFFSET 0` skips nothing: it only keeps the planner from merging a subquery.
const pages = { '.sql': /\boffset\s+(?!0\b)/i, '.ts': /\bOFFSET\s+(?!0\b)[$\d(]/ }

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (skipped.has(entry.name)) return []
    const file = path.join(folder, entry.name)
    return entry.isDirectory() ? sources(file) : [file]
  })
}

function paging(file: string): boolean {
  const pattern = file.endsWith('.sql') ? pages['.sql'] : file.endsWith('.ts') ? pages['.ts'] : null
  return pattern !== null && pattern.test(readFileSync(file, 'utf8'))
}

test('no list is paged by skipping rows, which costs more with every page', () => {
  const files = roots.flatMap((name) => sources(path.join(root, name)))
  expect(files.some((file) => file.endsWith('post-set.sql'))).toBe(true)
  expect(files.filter(paging).map((file) => path.relative(root, file))).toEqual([])
})

test('the pattern finds an OFFSET where there is one', () => {
  expect(pages['.sql'].test('SELECT 1 LIMIT 5 OFFSET p_skip')).toBe(true)
  expect(pages['.sql'].test('SELECT 1 OFFSET 0')).toBe(false)
  expect(pages['.ts'].test(['LIMIT $1', 'OFFSET', '$2'].join(' '))).toBe(true)
})
