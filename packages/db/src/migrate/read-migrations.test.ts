import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hashSqlFiles, isGrants, readMigrations, readSqlFiles } from './read-migrations.ts'

let folder: string

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'aetherflow-sql-'))
  const files = [
    '20-b/x.sql',
    '10-a/z.sql',
    '90-grants/web.sql',
    'test-only/clock.sql',
    '10-a/notes.md',
  ]
  for (const file of files) {
    mkdirSync(path.join(folder, path.dirname(file)), { recursive: true })
    writeFileSync(path.join(folder, file), `-- ${file}`)
  }
})

afterAll(() => rmSync(folder, { recursive: true }))

test('reads .sql files in path order, and test-only ones on request', () => {
  const product = ['10-a/z.sql', '20-b/x.sql', '90-grants/web.sql']
  expect(readSqlFiles(folder).map((file) => file.name)).toEqual(product)
  expect(readSqlFiles(folder, { testOnly: true }).map((file) => file.name)).toEqual([
    ...product,
    'test-only/clock.sql',
  ])
})

test('a database with test-only functions counts as the same version', () => {
  const product = hashSqlFiles(readSqlFiles(folder))
  expect(hashSqlFiles(readSqlFiles(folder, { testOnly: true }))).toBe(product)
  expect(hashSqlFiles(readSqlFiles(folder).slice(1))).not.toBe(product)
})

test.each([
  ['grants.sql', true],
  ['90-grants/web.sql', true],
  ['test-only/grants.sql', true],
  ['10-ledger/grant-bonus.sql', false],
  ['20-queue/grants-of.sql', false],
])('%s is a grants file: %s', (name, expected) => {
  expect(isGrants(name)).toBe(expected)
})

test('the committed migrations come in order with the checksum that Prisma keeps', () => {
  const migrations = readMigrations()
  expect(migrations.map((each) => each.name)).toEqual(
    migrations.map((each) => each.name).toSorted(),
  )
  for (const { checksum } of migrations) expect(checksum).toMatch(/^[0-9a-f]{64}$/)
})
