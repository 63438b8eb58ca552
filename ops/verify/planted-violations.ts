/** One planted mistake per rule that `npm run verify` promises to find. */
export type Planted = { rule: string; path: string; code: string }

const importing = (what: string) => `import { x } from '${what}'\nexport const y = x\n`
const arrow = (path: string, what: string): Planted => ({
  rule: 'eslint(no-restricted-imports)',
  path,
  code: importing(what),
})

export const plantedArrows: Planted[] = [
  arrow('packages/crypto/src/a.ts', '@aetherflow/db/pool'),
  arrow('packages/ui/src/a.ts', '@aetherflow/crypto/secret'),
  arrow('packages/simulator/src/a.ts', '@aetherflow/crypto/secret'),
  arrow('packages/db/src/a.ts', '@aetherflow/ledger/submit'),
  arrow('packages/db/src/b.ts', '../../crypto/src/secret.ts'),
  arrow('packages/db/src/c.ts', '../../../packages/crypto/src/secret.ts'),
  arrow('packages/integrations/src/a.ts', '@aetherflow/crypto/open-credential'),
  arrow('packages/integrations/src/b.ts', '@aetherflow/db/pool'),
  arrow('packages/integrations/src/c.ts', '@aetherflow/simulator/start-simulator'),
  arrow('packages/ledger/src/a.ts', '@aetherflow/crypto/secret'),
  arrow('packages/ledger/src/a.test.ts', '@aetherflow/simulator/start-simulator'),
  arrow('packages/api/src/tasks/a.ts', '@aetherflow/simulator/start-simulator'),
  arrow('packages/api/src/tasks/b.ts', '@aetherflow/ui/button'),
  arrow('packages/api/src/tasks/c.ts', '../../../../ops/cli.ts'),
  arrow('packages/api/src/wallet/a.ts', '../tasks/submit-task.ts'),
  arrow('packages/api/src/identity/internal/a.ts', '../../wallet/start-order.ts'),
  arrow('packages/api/src/tasks/schemas.ts', '@aetherflow/db/pool'),
  arrow('packages/api/src/wallet/schemas.ts', 'node:crypto'),
  arrow('apps/worker/src/a.ts', '@aetherflow/ledger/settle'),
  arrow('apps/worker/src/b.ts', '@aetherflow/integrations/image/upstreams'),
  arrow('apps/web/src/server/create-deps.ts', '@aetherflow/crypto/key-ring'),
  arrow('apps/web/src/server/b.ts', '@aetherflow/db/pool'),
  arrow('apps/web/src/server/a.ts', '@aetherflow/crypto/open-credential'),
  arrow('apps/web/src/features/studio/a.tsx', '@aetherflow/api/tasks/submit-task'),
  arrow('apps/web/src/features/studio/b.tsx', '@aetherflow/crypto/key-ring'),
  arrow('apps/web/src/features/studio/c.tsx', 'node:fs'),
  arrow('apps/web/src/features/studio/d.tsx', '../../server/session.ts'),
  arrow('packages/ledger/src/b.ts', '@aetherflow/bench/pipeline'),
]

export const allowedArrows: Planted[] = [
  arrow('packages/integrations/src/ok.ts', '@aetherflow/crypto/secret'),
  arrow('packages/integrations/src/ok.test.ts', '@aetherflow/simulator/start-simulator'),
  arrow('packages/ledger/src/ok.ts', '@aetherflow/db/quantities'),
  arrow('packages/api/src/tasks/ok.ts', '../wallet/start-order.ts'),
  arrow('packages/api/src/tasks/ok.test.ts', '@aetherflow/simulator/start-simulator'),
  arrow('packages/api/src/tasks/internal/ok.ts', '@aetherflow/integrations/image/image-upstream'),
  arrow('apps/worker/src/ok.ts', '@aetherflow/api/worker-router'),
  arrow('apps/worker/src/open-envelope.ts', '@aetherflow/crypto/open-credential'),
  arrow('apps/worker/src/deps.ts', '@aetherflow/integrations/image/upstreams'),
  arrow('apps/web/src/server/image-door.ts', '@aetherflow/crypto/signed-address'),
  arrow('apps/web/src/deps.ts', '@aetherflow/db/pool'),
  arrow('apps/web/src/features/studio/ok.tsx', '@aetherflow/api/tasks/schemas'),
  arrow('apps/web/src/features/studio/ok2.tsx', '@aetherflow/crypto/seal-credential'),
  arrow('apps/web/src/features/studio/ok3.tsx', '@aetherflow/ui/button'),
  {
    rule: 'eslint(no-restricted-imports)',
    path: 'apps/web/src/features/studio/ok4.tsx',
    code: `import type { AppRouter } from '@aetherflow/api/app-router'\nexport type R = AppRouter\n`,
  },
]

const src = 'packages/crypto/src'
const lines = (n: number) => Array.from({ length: n }, (_, i) => `  a += ${i}`).join('\n')

export const plantedCode: Planted[] = [
  { rule: 'eslint(max-lines)', path: `${src}/long.ts`, code: `let a = 0\n${lines(301)}\n` },
  {
    rule: 'eslint(max-lines-per-function)',
    path: `${src}/f.ts`,
    code: `export function f() {\n  let a = 0\n${lines(70)}\n  return a\n}\n`,
  },
  { rule: 'unicorn(filename-case)', path: `${src}/sealThing.ts`, code: 'export const y = 1\n' },
  {
    rule: 'typescript(no-explicit-any)',
    path: `${src}/any.ts`,
    code: 'export const y: any = 1\n',
  },
  {
    rule: 'typescript(no-non-null-assertion)',
    path: `${src}/bang.ts`,
    code: 'export const y = (a: string | null) => a!.length\n',
  },
  {
    rule: 'typescript(ban-ts-comment)',
    path: `${src}/ignore.ts`,
    code: '// @ts-ignore\nexport const y = 1\n',
  },
  { rule: 'oxc(no-barrel-file)', path: `${src}/barrel.ts`, code: `export * from './any.ts'\n` },
  {
    rule: 'import(no-cycle)',
    path: `${src}/one.ts`,
    code: `import { b } from './two.ts'\nexport const a = () => b\n`,
  },
  {
    rule: 'import(no-cycle)',
    path: `${src}/two.ts`,
    code: `import { a } from './one.ts'\nexport const b = () => a\n`,
  },
  {
    rule: 'typescript(no-floating-promises)',
    path: `${src}/floating.ts`,
    code: 'export function f(p: Promise<void>) {\n  p\n}\n',
  },
  {
    rule: 'typescript(no-misused-promises)',
    path: `${src}/misused.ts`,
    code: 'export const f = (p: Promise<boolean>) => (p ? 1 : 2)\n',
  },
  {
    rule: 'typescript(switch-exhaustiveness-check)',
    path: `${src}/switch.ts`,
    code: `export function f(a: 'x' | 'y') {\n  switch (a) {\n    case 'x':\n      return 1\n  }\n  return 2\n}\n`,
  },
  {
    rule: 'node(no-process-env)',
    path: `${src}/env.ts`,
    code: 'export const y = process.env.HOME\n',
  },
  {
    rule: 'node(no-process-env)',
    path: 'apps/web/src/server/env.ts',
    code: 'export const y = process.env.HOME\n',
  },
  { rule: 'eslint(no-console)', path: `${src}/log.ts`, code: `console.log('x')\n` },
  {
    rule: 'eslint(no-unused-vars)',
    path: `${src}/unused.ts`,
    code: `import { y } from './env.ts'\n`,
  },
]
