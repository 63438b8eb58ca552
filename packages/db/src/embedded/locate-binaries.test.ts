import { mkdirSync, mkdtempSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { linkLibraries, locateBinaries } from './locate-binaries.ts'

test('finds the PostgreSQL of this platform', () => {
  expect(locateBinaries().version).toMatch(/^18\./)
})

test('makes the library links that are missing, and leaves those that are there', () => {
  const root = mkdtempSync(path.join(tmpdir(), 'aetherflow-links-'))
  mkdirSync(path.join(root, 'native', 'lib'), { recursive: true })
  writeFileSync(path.join(root, 'native', 'lib', 'libpq.so.5.18'), '')
  const links = ['native/lib/libpq.so', 'native/lib/libpq.so.5'].map((target) => ({
    source: 'native/lib/libpq.so.5.18',
    target,
  }))
  writeFileSync(path.join(root, 'native', 'pg-symlinks.json'), JSON.stringify(links))
  linkLibraries(root)
  linkLibraries(root)
  for (const { target } of links)
    expect(readlinkSync(path.join(root, target))).toBe('libpq.so.5.18')
  rmSync(root, { recursive: true })
})
