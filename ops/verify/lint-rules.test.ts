import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { allowedArrows, plantedArrows, plantedCode } from './planted-violations.ts'
import type { Planted } from './planted-violations.ts'

const root = join(import.meta.dirname, '../..')
const report = z.object({
  diagnostics: z.array(z.object({ code: z.string().optional(), filename: z.string() })),
})
let workspace: string
let found: Set<string>

beforeAll(() => {
  workspace = mkdtempSync(join(tmpdir(), 'aetherflow-lint-'))
  for (const file of ['oxlint.config.ts', 'ops/verify/arrows.ts', 'tsconfig.base.json']) {
    cpSync(join(root, file), join(workspace, file))
  }
  mkdirSync(join(workspace, 'node_modules'))
  for (const name of ['@types', 'oxlint']) {
    symlinkSync(join(root, 'node_modules', name), join(workspace, 'node_modules', name))
  }
  writeFileSync(
    join(workspace, 'tsconfig.json'),
    '{ "extends": "./tsconfig.base.json", "include": ["**/*"] }',
  )
  for (const { path, code } of [...plantedArrows, ...allowedArrows, ...plantedCode]) {
    mkdirSync(dirname(join(workspace, path)), { recursive: true })
    writeFileSync(join(workspace, path), code)
  }
  const run = spawnSync(
    join(root, 'node_modules/.bin/oxlint'),
    ['-f', 'json', 'packages', 'apps'],
    {
      cwd: workspace,
      encoding: 'utf8',
      // oxlint looks for its type-aware half on the path.
      env: { ...process.env, PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH ?? ''}` },
    },
  )
  const { diagnostics } = report.parse(JSON.parse(run.stdout))
  found = new Set(diagnostics.map((d) => `${d.filename} ${d.code ?? ''}`))
})

afterAll(() => rmSync(workspace, { recursive: true, force: true }))

const name = ({ path, code, rule }: Planted) =>
  `${rule} ${path} ${rule.includes('restricted') ? (code.split('\n')[0] ?? '') : ''}`

it.each([...plantedArrows, ...plantedCode].map((p) => [name(p), p] as const))(
  'finds %s',
  (_, { path, rule }) => {
    expect(found).toContain(`${path} ${rule}`)
  },
)

it.each(allowedArrows.map((p) => [name(p), p] as const))('allows %s', (_, { path, rule }) => {
  expect(found).not.toContain(`${path} ${rule}`)
})
