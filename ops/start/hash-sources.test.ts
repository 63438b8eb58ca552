import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { hashSources } from './hash-sources.ts'

let root: string
const write = (file: string, text = file) => {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
  writeFileSync(path.join(root, file), text)
}

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'aetherflow-hash-'))
  const files = [
    'pnpm-lock.yaml',
    'tsconfig.base.json',
    'apps/web/src/server.ts',
    'packages/api/src/a.ts',
  ]
  for (const file of files) write(file)
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

it('is the same as long as nothing changes', () => {
  expect(hashSources(root)).toBe(hashSources(root))
})

it.each([
  ['a page', 'apps/web/src/app/page.tsx'],
  ['a package', 'packages/api/src/a.ts'],
  ['a message file', 'apps/web/messages/en.json'],
  ['the lockfile', 'pnpm-lock.yaml'],
  ['the Prisma schema', 'packages/db/prisma/schema/tasks.prisma'],
])('changes with %s', (_, file) => {
  const before = hashSources(root)
  write(file, 'other')
  expect(hashSources(root)).not.toBe(before)
})

it('changes when a file moves', () => {
  const before = hashSources(root)
  rmSync(path.join(root, 'packages/api/src/a.ts'))
  write('packages/api/src/b.ts', 'packages/api/src/a.ts')
  expect(hashSources(root)).not.toBe(before)
})

it.each([
  'packages/api/src/a.test.ts',
  'apps/web/.next/build',
  'packages/db/src/generated/client.ts',
  'apps/worker/src/main.ts',
])('does not change with %s, which no build reads', (file) => {
  const before = hashSources(root)
  write(file)
  expect(hashSources(root)).toBe(before)
})
