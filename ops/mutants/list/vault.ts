import type { Mutant } from '../mutant.ts'

const file = 'packages/crypto/src/credential-context.ts'
const tests = [
  'packages/crypto/src/open-credential-tampering.test.ts',
  'packages/crypto/src/credential-context.test.ts',
  'packages/crypto/src/format-stability.test.ts',
]

const part = (name: string, find: string, replace: string): Mutant => ({
  guard: `associated data: ${name}`,
  edits: [{ file, find, replace }],
  tests,
})

/** What binds a sealed key to its place. */
export const vaultMutants: Mutant[] = [
  part('format', `    SEALED_FORMAT,\n    vaultKeyId,`, `    'any',\n    vaultKeyId,`),
  part('vault key id', `    vaultKeyId,\n    credentialId,`, `    'any',\n    credentialId,`),
  part('credential', `    credentialId,\n    String(version),`, `    'any',\n    String(version),`),
  part('version', `    String(version),\n`, `    '1',\n`),
  part('owner', `    ownerId,\n    upstream,`, `    'any',\n    upstream,`),
  part('upstream', `    upstream,\n    upstreamHost,\n  ])`, `    'any',\n    upstreamHost,\n  ])`),
  part('upstream host', `    upstreamHost,\n  ])`, `    'any',\n  ])`),
  {
    guard: 'verification tag',
    edits: [
      {
        file: 'packages/crypto/src/open-credential.ts',
        find: `if (!genuine) throw`,
        replace: `if (genuine === undefined) throw`,
      },
    ],
    tests: ['packages/crypto/src/open-credential-tampering.test.ts'],
  },
]
