import type { Edit, Mutant } from '../mutant.ts'

const api = 'packages/api/src'
const disputes = `${api}/disputes`
const admin = `${api}/admin`

const without = (file: string, find: string, replace = ''): Edit[] => [{ file, find, replace }]

/** What keeps one person from moving money alone, and a person's word from being taken twice. */
export const deskMutants: Mutant[] = [
  {
    guard: 'second admin at the desk: a dispute’s decision',
    edits: without(`${disputes}/review-decision.ts`, ` AND d.handled_by <> $2::uuid`),
    tests: [`${disputes}/decide-dispute.test.ts`],
    named: 'a second admin',
  },
  {
    guard: 'second admin at the desk: an adjustment',
    edits: without(`${admin}/review-adjustment.ts`, ` AND requested_by <> $2::uuid`),
    tests: [`${admin}/adjust-account.test.ts`],
    named: 'second admin',
  },
  {
    guard: 'own money at the desk: deciding',
    edits: without(
      `${disputes}/decide-dispute.ts`,
      `if (task.consumerId === userId || task.providerId === userId)`,
      `if (task.consumerId === '')`,
    ),
    tests: [`${disputes}/decide-dispute.test.ts`],
    named: 'own money',
  },
  {
    guard: 'approval limit at the desk: a dispute’s decision',
    edits: without(
      `${disputes}/decide-dispute.ts`,
      `needsApproval ? 'awaiting_approval' : 'decided'`,
      `'decided'`,
    ),
    tests: [`${disputes}/decide-dispute.test.ts`],
    named: 'a second admin',
  },
  {
    guard: 'content of a request at the desk',
    edits: without(
      `${api}/admin-request.ts`,
      `if (known?.hash !== hash)`,
      `if (known === undefined)`,
    ),
    tests: [`${admin}/adjust-account.test.ts`],
    named: 'other content',
  },
  {
    guard: 'repeat of a request at the desk',
    edits: without(
      `${api}/admin-request.ts`,
      `if (inserted.length === 1) return true`,
      `if (inserted.length >= 0) return true`,
    ),
    tests: [`${admin}/users.test.ts`],
    named: 'once per request',
  },
  {
    guard: 'role at the desk',
    edits: without(`${api}/trpc.ts`, `.use(hasRole('admin'))`, `.use(hasRole())`),
    tests: [`${api}/authorization.test.ts`],
    named: 'admin.',
  },
  {
    guard: 'second factor at the desk',
    edits: without(`${api}/trpc.ts`, `ctx.deps.mode === 'production' && !ctx.actor.totp`, `false`),
    tests: [`${api}/trpc.test.ts`],
    named: 'second factor',
  },
  {
    guard: 'owner of a dispute in WHERE at the desk',
    edits: without(`${disputes}/internal/find-dispute.ts`, ` AND d.user_id = $2`, ` AND $2 <> ''`),
    tests: [`${api}/authorization.test.ts`],
    named: 'is not found',
  },
  {
    guard: 'wildcards of a search at the desk',
    edits: without(`${admin}/internal/search.ts`, '.replaceAll(/[\\\\%_]/g, String.raw`\\$&`)'),
    tests: [`${admin}/users.test.ts`],
    named: 'by the beginning',
  },
]
