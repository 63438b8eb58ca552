import { z } from 'zod'
import { queuedDispute, reason } from '../disputes/desk-schemas.ts'
import { accountBalances } from '../disputes/schemas.ts'
import { numberPage, uuidPage } from '../keyset.ts'
import { statementInput } from '../wallet/statement-schemas.ts'
import { adjustmentView } from './money-schemas.ts'
import { orderRow, person, searchText } from './order-schemas.ts'

const role = z.enum(['consumer', 'provider', 'admin'])
const status = z.enum(['active', 'frozen', 'disabled'])

export const usersInput = uuidPage.extend({
  /** A user's id, or the beginning of an e-mail address. */
  search: searchText.default(''),
  role: role.optional(),
  status: status.optional(),
})
export type UsersInput = z.infer<typeof usersInput>
export const userRow = z.strictObject({
  id: z.uuid(),
  email: z.string(),
  displayName: z.string(),
  role,
  status,
  emailVerified: z.boolean(),
  createdAt: z.date(),
})
export type UserRow = z.infer<typeof userRow>
export const usersOutput = z.strictObject({ users: z.array(userRow), more: z.boolean() })

const auditEvent = z.strictObject({
  id: z.bigint(),
  actorKind: z.enum(['user', 'worker', 'admin', 'system']),
  actor: person.nullable(),
  action: z.string(),
  subjectKind: z.string(),
  subjectId: z.string(),
  detail: z.record(z.string(), z.json()),
  requestId: z.string(),
  createdAt: z.date(),
})
export type AuditEvent = z.infer<typeof auditEvent>
export const auditInput = numberPage.extend({
  actorId: z.uuid().optional(),
  /** Both or neither. */
  subject: z
    .strictObject({ kind: z.string().regex(/^[a-z_]{1,40}$/), id: searchText.min(1).max(80) })
    .optional(),
})
export type AuditInput = z.infer<typeof auditInput>
export const auditOutput = z.strictObject({ events: z.array(auditEvent), more: z.boolean() })

export const userInput = z.strictObject({ userId: z.uuid() })
/** A user on one screen; each list holds the newest ten. */
export const userOutput = z.strictObject({
  user: userRow.extend({
    locale: z.string(),
    providerTermsVersion: z.string().nullable(),
    dailySpendCap: z.bigint().nullable(),
    lastSeenAt: z.date().nullable(),
  }),
  balances: accountBalances.extend({ spendable: z.bigint() }),
  /** Counted up to 10,000. */
  counts: z.strictObject({
    runs: z.int(),
    delivered: z.int(),
    orders: z.int(),
    disputes: z.int(),
    resources: z.int(),
  }),
  orders: z.array(orderRow),
  disputes: z.array(queuedDispute),
  adjustments: z.array(adjustmentView),
  audit: z.array(auditEvent),
})
export type UserDetail = z.infer<typeof userOutput>
export const setUserStatusInput = z.strictObject({
  clientId: z.uuid(),
  userId: z.uuid(),
  status: z.enum(['active', 'frozen']),
  reason,
})
export type SetUserStatus = z.infer<typeof setUserStatusInput>
export const userStatementInput = statementInput.extend({ userId: z.uuid() })
export type UserStatementInput = z.infer<typeof userStatementInput>

const invariantRun = z.strictObject({
  scope: z.string(),
  holds: z.boolean(),
  /** Names of those that did not hold. */
  violated: z.array(z.string()),
  startedAt: z.date(),
  finishedAt: z.date(),
})
export type InvariantRun = z.infer<typeof invariantRun>
/** What waits and whether the books are right. Counts stop at 1,000. */
export const overviewOutput = z.strictObject({
  disputes: z.strictObject({
    open: z.int(),
    overdue: z.int(),
    oldestAt: z.date().nullable(),
  }),
  incidents: z.int(),
  approvals: z.strictObject({ disputes: z.int(), refunds: z.int(), adjustments: z.int() }),
  /** Decided by admins and not executed yet. */
  executing: z.strictObject({ disputes: z.int(), refunds: z.int(), adjustments: z.int() }),
  chargebacks: z.int(),
  /** Vendor accounts that several owners offer, paused until somebody has looked. */
  sharedAccounts: z.int(),
  owing: z.int(),
  /** Days of the last 30 on which a gateway's books differ from ours. */
  differingDays: z.int(),
  /** The newest run of each scope; null before the first. */
  invariants: z.strictObject({ recent: invariantRun.nullable(), full: invariantRun.nullable() }),
  settlement: z.strictObject({
    stopped: z.boolean(),
    reason: z.string(),
    since: z.date().nullable(),
  }),
  chain: z.strictObject({ number: z.bigint(), hash: z.string(), chainedAt: z.date() }).nullable(),
  queue: z.strictObject({ pending: z.int(), processing: z.int(), workers: z.int() }),
  /** Who has kept an old snapshot open, and since when; null while nobody does. */
  snapshot: z.strictObject({ holder: z.string(), since: z.date() }).nullable(),
})
export type Overview = z.infer<typeof overviewOutput>
