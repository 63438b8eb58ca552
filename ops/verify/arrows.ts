type Ban = { group: string[]; message: string; allowTypeImports?: boolean }
type Override = {
  files: string[]
  excludeFiles?: string[]
  rules: { 'no-restricted-imports': ['error', { patterns: Ban[] }] }
}

const ban = (group: string[], message: string, allowTypeImports = false): Ban => ({
  group,
  message,
  allowTypeImports,
})

const nobody = ban(
  ['ops', 'e2e', 'bench'].flatMap((name) => [
    `@aetherflow/${name}`,
    `@aetherflow/${name}/**`,
    `**/${name}/**`,
  ]),
  'Nobody imports ops, e2e or bench.',
)
const byPath = ban(
  ['**/packages/**', '**/apps/**', '**/src/**'],
  'Reach another package by its name: @aetherflow/<package>/<file>.',
)

/** All of @aetherflow but these packages (`crypto`) or files (`crypto/secret`). */
function allBut(allowed: readonly string[]): string[] {
  const exceptions = allowed.flatMap((each) => {
    const name = each.split('/')[0] ?? each
    return each === name
      ? [`!@aetherflow/${name}`, `!@aetherflow/${name}/**`]
      : [`!@aetherflow/${name}`, `!@aetherflow/${each}`]
  })
  return ['@aetherflow/*', '@aetherflow/*/**', ...exceptions]
}

function arrow(files: string[], bans: Ban[], excludeFiles: string[] = []): Override {
  return {
    files,
    excludeFiles,
    rules: { 'no-restricted-imports': ['error', { patterns: [nobody, byPath, ...bans] }] },
  }
}

const only = (who: string, allowed: readonly string[], types = false): Ban =>
  ban(
    allBut(allowed),
    `${who} may import ${allowed.join(', ') || 'nothing internal'}${types ? ' (types are free)' : ''}.`,
    types,
  )

const tests = ['**/*.test.ts', '**/*.test.tsx', '**/testing/**']
const compositionRoots = ['deps', 'create-deps', 'create-mailer', 'create-pictures'].map(
  (name) => `**/${name}.ts`,
)

const leaves = ['crypto', 'db', 'pictures', 'simulator', 'ui'].map((name) =>
  arrow([`packages/${name}/**`], [only(`packages/${name}`, [])]),
)

const integrations = [
  arrow(['packages/integrations/**'], [only('packages/integrations', ['crypto/secret'])]),
  arrow(
    ['packages/integrations/**/*.test.ts', 'packages/integrations/**/contract.ts'],
    [only('Tests of packages/integrations', ['crypto', 'simulator'])],
  ),
]

const below = ['db', 'ledger', 'crypto', 'integrations']
const underApi = only('packages/api', below)
const slices = ['identity', 'wallet', 'gateway', 'tasks', 'disputes', 'admin']

const api = [
  arrow(['packages/api/**'], [underApi]),
  arrow(
    ['packages/api/**/*.test.ts', 'packages/api/**/testing/**'],
    [only('Tests of packages/api', [...below, 'simulator'])],
  ),
  ...slices.slice(0, -1).map((slice, index) => {
    const right = slices
      .slice(index + 1)
      .flatMap((other) => [`../${other}/**`, `../../${other}/**`])
    return arrow(
      [`packages/api/src/${slice}/**`],
      [underApi, ban(right, `Slices import leftwards: ${slices.join(', ')}.`)],
      ['**/*.test.ts'],
    )
  }),
  arrow(
    ['packages/api/src/**/schemas.ts'],
    [
      ban(
        [
          '@aetherflow/**',
          '!@aetherflow/db',
          '!@aetherflow/db/quantities',
          'node:*',
          'pg',
          '@prisma/**',
          '**/generated/**',
        ],
        'A schemas.ts is read by the browser: zod, quantities and other schemas only.',
      ),
    ],
  ),
]

// Only the worker opens the vault: the web process must not even hold the code.
const opensTheVault = [
  'key-ring',
  'open-credential',
  'vault-key',
  'key-fingerprint',
  'verification-tag',
].map((file) => `@aetherflow/crypto/${file}`)
const seals = [
  'seal-credential',
  'vault-public-key',
  'masked-tail',
  'plaintext-key',
  'credential-context',
].map((file) => `!@aetherflow/crypto/${file}`)
const readableInBrowsers = [
  '!@aetherflow/ui',
  '!@aetherflow/ui/**',
  '!@aetherflow/api',
  '!@aetherflow/api/*/',
  '!@aetherflow/api/*/schemas',
]
const quantities = ['!@aetherflow/db', '!@aetherflow/db/quantities']

const apps = [
  arrow(
    ['apps/worker/**'],
    [only('apps/worker', ['api', 'crypto'], true)],
    [...tests, ...compositionRoots],
  ),
  arrow(
    ['apps/web/**'],
    [
      ban(
        [...allBut(['api', 'ui', 'crypto']), ...opensTheVault],
        'apps/web may import api, ui and what of crypto does not open the vault; others in its deps.ts (types are free).',
        true,
      ),
    ],
    [...tests, ...compositionRoots],
  ),
  arrow(
    compositionRoots.map((file) => `apps/web/${file}`),
    [ban(opensTheVault, 'The web process never opens the vault.')],
  ),
  arrow(
    ['features', 'components', 'hooks'].map((folder) => `apps/web/src/${folder}/**`),
    [
      ban(
        [
          '@aetherflow/*',
          '@aetherflow/*/**',
          ...readableInBrowsers,
          '!@aetherflow/crypto',
          ...seals,
          ...quantities,
        ],
        'Browser code may import types and schemas of api, what seals, quantities, and ui.',
        true,
      ),
      ban(
        ['node:*', '**/server/**', '**/deps.ts'],
        'Browser code cannot import server code.',
        true,
      ),
    ],
    tests,
  ),
]

/** The arrows between packages and slices (ARCHITECTURE.md), as lint rules; turbo.json holds them again per package. */
export const arrows: Override[] = [
  ...leaves,
  ...integrations,
  arrow(['packages/ledger/**'], [only('packages/ledger', ['db'])]),
  ...api,
  ...apps,
]
