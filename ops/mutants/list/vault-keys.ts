import type { Mutant } from '../mutant.ts'

const worker = 'apps/worker/src'
const api = 'packages/api/src'
const doors = 'packages/db/sql/20-queue'
const opening = 'packages/crypto/src/open-credential.test.ts'
const dispatching = `${worker}/dispatch/missing-vault-key.test.ts`
const handingOut = `${api}/tasks/vault-keys.test.ts`
const deposits = `${api}/gateway/vault-keys.test.ts`

type Place = { file: string; find: string; replace: string; test: string; named: string }

const at = (guard: string, { test, named, ...edit }: Place): Mutant => ({
  guard: `missing vault key: ${guard}`,
  edits: [edit],
  tests: [test],
  named,
})

/** What keeps keys, tasks and deposits from harm by a process that lacks a vault key. */
export const vaultKeyMutants: Mutant[] = [
  at('is told before the tag is asked', {
    file: 'packages/crypto/src/open-credential.ts',
    find: '  keyOf(ring, parseSealed(sealed).keyId)\n',
    replace: '',
    test: opening,
    named: 'blames the ring',
  }),
  at('is no broken text', {
    file: 'packages/crypto/src/open-credential.ts',
    find: 'const vaultKey = keyOf(ring, keyId)',
    replace: 'const vaultKey = orUnreadable(() => keyOf(ring, keyId))',
    test: opening,
    named: 'blames the ring',
  }),
  at('is no failure of the attempt', {
    file: `${worker}/attempt/execute-attempt.ts`,
    find: 'return isVaultKeyMissing(error) ?',
    replace: `return error === 'never' ?`,
    test: dispatching,
    named: 'hands back what it cannot open',
  }),
  at('loses no job', {
    file: `${worker}/attempt/resume-attempt.ts`,
    find: `    if (isVaultKeyMissing(error)) return { kind: 'not-openable' }\n`,
    replace: '',
    test: dispatching,
    named: 'lets go of a job',
  }),
  at('holds claims back', {
    file: `${worker}/dispatch/create-dispatcher.ts`,
    find: ' || vault.pausing()',
    replace: '',
    test: dispatching,
    named: 'hands back what it cannot open',
  }),
  at('holds claims back for a minute at most', {
    file: `${worker}/vault/vault-watch.ts`,
    find: 'Math.min(pauseMs * 2, longestPauseMs)',
    replace: 'pauseMs * 2',
    test: `${worker}/vault/vault-watch.test.ts`,
    named: 'at most a minute',
  }),
  at('is said at /ready', {
    file: `${worker}/health-server.ts`,
    find: 'if (missing.length > 0)',
    replace: 'if (missing.length > 99)',
    test: `${worker}/health-server.test.ts`,
    named: 'which vault keys it misses',
  }),
  at('destroys no deposit', {
    file: `${worker}/deposits/verify-credential.ts`,
    find: '(isVaultKeyMissing(error) ?',
    replace: `(error === 'never' ?`,
    test: `${worker}/deposits/verify-credential.test.ts`,
    named: 'lacks the vault key',
  }),
  at('stops no resource over its balance', {
    file: `${worker}/deposits/sync-balances.ts`,
    find: 'isVaultKeyMissing(error) ?',
    replace: `error === 'never' ?`,
    test: `${worker}/deposits/sync-balances.test.ts`,
    named: 'whose vault key it lacks',
  }),
  at('worker claims only what it can open', {
    file: `${worker}/dispatch/create-dispatcher.ts`,
    find: 'tasks.claim({ limit: room, vaultKeyIds })',
    replace: 'tasks.claim({ limit: room })',
    test: dispatching,
    named: 'claims nothing of what',
  }),
  at('worker resumes only what it can open', {
    file: `${worker}/dispatch/create-dispatcher.ts`,
    find: 'tasks.resume({ limit: room, vaultKeyIds })',
    replace: 'tasks.resume({ limit: room })',
    test: dispatching,
    named: 'lets go of a job',
  }),
  at('worker asks only about unknowns that it can open', {
    file: `${worker}/dispatch/ask-unknowns.ts`,
    find: 'claimUnknowns({ limit: batch, vaultKeyIds })',
    replace: 'claimUnknowns({ limit: batch })',
    test: dispatching,
    named: 'takes no turn',
  }),
  at('resource is not in the view', {
    file: `${api}/tasks/internal/routing-snapshot.ts`,
    find: 'OR k.vault_key_id = ANY ($1))',
    replace: 'OR true)',
    test: handingOut,
    named: 'gets no task',
  }),
  at('each ring has a view of its own', {
    file: `${api}/tasks/internal/routing-view.ts`,
    find: `vaultKeyIds?.join(' ') ?? ''`,
    replace: `''`,
    test: handingOut,
    named: 'gets no task',
  }),
  at('job is not resumed', {
    file: `${doors}/resume.sql`,
    find: 'OR k.vault_key_id = ANY (p_vault_keys))',
    replace: 'OR true)',
    test: handingOut,
    named: 'resumes no job',
  }),
  at('unknown is not handed out', {
    file: `${doors}/claim-unknowns.sql`,
    find: 'OR k.vault_key_id = ANY (p_vault_keys))',
    replace: 'OR true)',
    test: handingOut,
    named: 'takes no unknown',
  }),
  at('deposit is not handed out', {
    file: `${api}/gateway/claim-verifications.ts`,
    find: 'OR c.vault_key_id = ANY ($2))',
    replace: 'OR true)',
    test: deposits,
    named: 'a deposit waits untouched',
  }),
  at('balance holds up no other', {
    file: `${api}/gateway/claim-balance-sync.ts`,
    find: 'OR c.vault_key_id = ANY ($3)) AND (r.status',
    replace: 'OR true) AND (r.status',
    test: deposits,
    named: 'holds up no other',
  }),
  at('balance is read with a key that opens', {
    file: `${api}/gateway/claim-balance-sync.ts`,
    find: 'OR c.vault_key_id = ANY ($3))\n',
    replace: 'OR true)\n',
    test: deposits,
    named: 'with the one of its keys',
  }),
]
