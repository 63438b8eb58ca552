import type { Mutant } from '../mutant.ts'
import { vaultKeyMutants } from './vault-keys.ts'

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
  {
    guard: 'resealing: compare and swap',
    edits: [
      {
        file: 'packages/api/src/gateway/report-reseal.ts',
        find: `c.sealed = x."before" AND c.state`,
        replace: `c.state`,
      },
    ],
    tests: ['apps/worker/src/deposits/reseal-keys.test.ts'],
  },
  {
    guard: 'resealing: only what has its tag',
    edits: [
      {
        file: 'packages/crypto/src/reseal-credential.ts',
        find: `openCredential(ring, sealed, context, tag)`,
        replace: `(await import('./open-credential.ts')).openUnverified(ring, sealed, context)`,
      },
    ],
    tests: ['packages/crypto/src/reseal-credential.test.ts'],
  },
  {
    guard: 'retiring a vault key: nothing names it',
    edits: [
      {
        file: 'ops/vault/turn-ring.ts',
        find: `state === undefined || !state.retirable`,
        replace: `state === undefined`,
      },
    ],
    tests: ['ops/vault/turn-ring.test.ts'],
  },
  {
    guard: 'primary vault key: every worker opens it',
    edits: [
      {
        file: 'ops/vault/turn-ring.ts',
        find: `if (without.length > 0)`,
        replace: `if (without.length > 99)`,
      },
    ],
    tests: ['ops/vault/turn-ring.test.ts'],
  },
  {
    guard: 'wrapped ring: bound to what stands beside it',
    edits: [
      {
        file: 'packages/crypto/src/wrapped-ring.ts',
        find: `lengthPrefixed([FORMAT, kms, wrappedKey, keyId, publicKey])`,
        replace: `lengthPrefixed([FORMAT, String(kms.length > 99), String(wrappedKey.length > 999), keyId, publicKey])`,
      },
    ],
    tests: ['packages/crypto/src/wrapped-ring.test.ts'],
  },
  {
    guard: 'a replaced key waits for what began with it',
    edits: [
      {
        file: 'packages/api/src/gateway/destroy-retired.ts',
        find: `a.state IN ('claimed', 'dispatched') OR`,
        replace: `false OR`,
      },
    ],
    tests: ['packages/api/src/gateway/rotation.test.ts'],
  },
  {
    guard: 'a refused newer key leaves the older one alone',
    edits: [
      {
        file: 'packages/api/src/gateway/report-verification.ts',
        find: `WHERE id = $1 AND state = 'sealed' RETURNING resource_id`,
        replace: `WHERE resource_id = (SELECT resource_id FROM credentials WHERE id = $1) AND state IN ('sealed', 'active') RETURNING resource_id`,
      },
    ],
    tests: ['packages/api/src/gateway/rotation.test.ts'],
  },
  {
    guard: 'kill switch: whose resources',
    edits: [
      {
        file: 'packages/api/src/gateway/stop-resources.ts',
        find: `WHERE owner_id = $1::uuid AND deleted_at IS NULL AND ($2::uuid IS NULL`,
        replace: `WHERE ($1::uuid IS NOT NULL) AND deleted_at IS NULL AND ($2::uuid IS NULL`,
      },
    ],
    tests: ['packages/api/src/gateway/stop-and-budget.test.ts'],
  },
  {
    guard: 'budget: whose resource',
    edits: [
      {
        file: 'packages/db/sql/30-vault/declare-balance.sql',
        find: `WHERE r.id = p_resource AND r.owner_id = p_owner AND`,
        replace: `WHERE r.id = p_resource AND`,
      },
    ],
    tests: ['packages/api/src/gateway/stop-and-budget.test.ts'],
  },
  {
    guard: 'deposit policy: by an admin',
    edits: [
      {
        file: 'packages/db/sql/30-vault/set-deposit-policy.sql',
        find: `WHERE u.id = p_admin AND u.role = 'admin' AND u.status = 'active')`,
        replace: `WHERE u.id = p_admin OR true)`,
      },
    ],
    tests: ['packages/api/src/gateway/desk.test.ts'],
  },
  {
    guard: 'shared account: both are paused',
    edits: [
      {
        file: 'packages/api/src/gateway/internal/review-sharing.ts',
        find: `WHERE cardinality(o.ids) > 1 AND`,
        replace: `WHERE cardinality(o.ids) > 9 AND`,
      },
    ],
    tests: ['packages/api/src/gateway/desk.test.ts'],
  },
  {
    guard: 'notice: the very text that was shown',
    edits: [
      {
        file: 'packages/api/src/gateway/internal/record-acceptance.ts',
        find: `shown.warrantyVersion === version ? localeOfText(version, name, shown.warrantyHash) : null`,
        replace: `shown.warrantyVersion === version ? ('en' as const) : localeOfText(version, name, shown.warrantyHash)`,
      },
    ],
    tests: ['packages/api/src/gateway/desk.test.ts'],
  },
  {
    guard: 'receipts: below the oldest open transaction',
    edits: [
      {
        file: 'packages/db/sql/30-vault/chain-receipts.sql',
        find: `v_horizon xid8 := pg_snapshot_xmin(pg_current_snapshot());`,
        replace: `v_horizon xid8 := pg_snapshot_xmax(pg_current_snapshot());`,
      },
    ],
    tests: ['packages/api/src/tasks/key-receipts.test.ts'],
  },
  {
    guard: 'receipts: each use has one',
    edits: [
      {
        file: 'packages/api/src/gateway/verify-receipts.ts',
        find: `if (!more && (await sql.query(missing, [id])).length > 0)`,
        replace: `if (more && (await sql.query(missing, [id])).length > 0)`,
      },
    ],
    tests: ['packages/api/src/tasks/key-receipts.test.ts'],
  },
  {
    guard: 'drift: what runs is no accusation',
    edits: [
      {
        file: 'packages/api/src/gateway/internal/drift.ts',
        find: `sureE4 + doubtE4 + runningE4,`,
        replace: `sureE4 + doubtE4,`,
      },
    ],
    tests: ['packages/api/src/gateway/internal/drift.test.ts'],
  },
  ...vaultKeyMutants,
]
