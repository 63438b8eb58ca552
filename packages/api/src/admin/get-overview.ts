import type { Statement } from '@aetherflow/db/sql'
import type { UserCtx } from '../context.ts'
import { readSetting } from '../read-setting.ts'
import type { InvariantRun, Overview } from './user-schemas.ts'

const upTo = (from: string) => `(SELECT count(*)::integer FROM (SELECT ${from} LIMIT 1000) x)`
const waiting = `d.status IN ('open', 'awaiting_approval')`
const counts: Statement = {
  name: 'admin_overview_counts',
  text: `SELECT ${upTo(`FROM disputes d WHERE d.status = 'open'`)} AS open,
    ${upTo(`FROM disputes d WHERE ${waiting} AND d.created_at < $1`)} AS overdue,
    (SELECT min(d.created_at) FROM disputes d WHERE ${waiting}) AS "oldestAt",
    ${upTo(`FROM payment_incidents WHERE state = 'open'`)} AS incidents,
    ${upTo(`FROM disputes WHERE status = 'awaiting_approval'`)} AS "disputesWaiting",
    ${upTo(`FROM order_refunds WHERE state = 'awaiting_approval'`)} AS "refundsWaiting",
    ${upTo(`FROM adjustments WHERE state = 'awaiting_approval'`)} AS "adjustmentsWaiting",
    ${upTo(`FROM disputes WHERE status = 'decided'`)} AS "disputesDecided",
    ${upTo(`FROM order_refunds WHERE state IN ('requested', 'debited')`)} AS "refundsUnderWay",
    ${upTo(`FROM adjustments WHERE state = 'approved'`)} AS "adjustmentsApproved",
    ${upTo(`FROM chargebacks WHERE state IN ('opened', 'debited')`)} AS chargebacks,
    ${upTo(`FROM account_reviews WHERE state = 'open'`)} AS "sharedAccounts",
    ${upTo(`FROM accounts WHERE kind = 'debt' AND balance < 0`)} AS owing,
    ${upTo(`FROM gateway_statements WHERE NOT matches AND day > $2::date - 30`)} AS "differingDays",
    ${upTo(`FROM tasks WHERE status = 'pending'`)} AS pending,
    ${upTo(`FROM tasks WHERE status = 'processing'`)} AS processing,
    ${upTo(`FROM workers WHERE heartbeat_at > clock_now() - interval '30 seconds'`)} AS workers`,
}
type Counts = {
  open: number
  overdue: number
  oldestAt: Date | null
  incidents: number
  disputesWaiting: number
  refundsWaiting: number
  adjustmentsWaiting: number
  disputesDecided: number
  refundsUnderWay: number
  adjustmentsApproved: number
  chargebacks: number
  sharedAccounts: number
  owing: number
  differingDays: number
  pending: number
  processing: number
  workers: number
}
const runs: Statement = {
  name: 'admin_overview_invariants',
  text: `SELECT r.* FROM (VALUES ('recent'), ('full')) s (scope) CROSS JOIN LATERAL (
           SELECT i.scope, i.holds, i.started_at AS "startedAt", i.finished_at AS "finishedAt",
             ARRAY(SELECT v ->> 'id' FROM jsonb_array_elements(i.verdicts) v WHERE NOT (v ->> 'holds')::boolean) AS violated
           FROM invariant_runs i WHERE i.scope = s.scope ORDER BY i.id DESC LIMIT 1) r`,
}
const settlement: Statement = {
  name: 'admin_overview_settlement',
  text: `SELECT "on" AS stopped, reason, CASE WHEN "on" THEN set_at END AS since FROM system_switches WHERE name = 'settlement'`,
}
const snapshot: Statement = {
  name: 'admin_overview_snapshot',
  text: `SELECT reason AS holder, set_at AS since FROM system_switches WHERE name = 'old-snapshot' AND "on"`,
}
const head: Statement = {
  name: 'admin_overview_chain',
  text: `SELECT number, encode(hash, 'hex') AS hash, chained_at AS "chainedAt" FROM ledger_chain ORDER BY number DESC LIMIT 1`,
}

/** What waits for admins, whether the books are right, whether settlement runs, and how far the chain is. */
export async function getOverview({ deps }: UserCtx): Promise<Overview> {
  const { sql } = deps
  const slaHours = await readSetting(sql, 'dispute.slaHours')
  const now = deps.clock.now()
  const overdueBefore = new Date(now.getTime() - Number(slaHours) * 3_600_000)
  const [[count], checked, [stop], [chain], [old]] = await Promise.all([
    sql.query<Counts>(counts, [overdueBefore, now]),
    sql.query<InvariantRun>(runs, []),
    sql.query<Overview['settlement']>(settlement, []),
    sql.query<NonNullable<Overview['chain']>>(head, []),
    sql.query<NonNullable<Overview['snapshot']>>(snapshot, []),
  ])
  if (count === undefined) throw new Error('the counts answered nothing')
  const runOf = (scope: string) => checked.find((run) => run.scope === scope) ?? null
  return {
    disputes: { open: count.open, overdue: count.overdue, oldestAt: count.oldestAt },
    incidents: count.incidents,
    approvals: {
      disputes: count.disputesWaiting,
      refunds: count.refundsWaiting,
      adjustments: count.adjustmentsWaiting,
    },
    executing: {
      disputes: count.disputesDecided,
      refunds: count.refundsUnderWay,
      adjustments: count.adjustmentsApproved,
    },
    chargebacks: count.chargebacks,
    sharedAccounts: count.sharedAccounts,
    owing: count.owing,
    differingDays: count.differingDays,
    invariants: { recent: runOf('recent'), full: runOf('full') },
    settlement: stop ?? { stopped: false, reason: '', since: null },
    chain: chain ?? null,
    snapshot: old ?? null,
    queue: { pending: count.pending, processing: count.processing, workers: count.workers },
  }
}
