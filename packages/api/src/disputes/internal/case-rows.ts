import type { Statement } from '@aetherflow/db/sql'
import type { Case, Party } from '../desk-schemas.ts'
import { queueColumns, queueJoins, type QueueRow } from './queue-rows.ts'

export const caseStatement: Statement = {
  name: 'disputes_case',
  text: `SELECT ${queueColumns}, d.description, d.resolution, d.evidence, d.effects, d.decided_at AS "decidedAt",
           d.executed_at AS "executedAt", a.id AS "approverId", a.email AS "approverEmail",
           s.price - s.reversed AS refundable, o.id AS "resourceId", o.name AS "resourceName", o.status::text AS "resourceStatus"
         FROM disputes d ${queueJoins} JOIN resources o ON o.id = s.resource_id LEFT JOIN users a ON a.id = d.approved_by
         WHERE d.id = $1`,
}
export type CaseRow = QueueRow & {
  description: string
  resolution: string | null
  evidence: Case['dispute']['evidence']
  effects: unknown
  decidedAt: Date | null
  executedAt: Date | null
  approverId: string | null
  approverEmail: string | null
  refundable: bigint
  resourceId: string
  resourceName: string
  resourceStatus: string
}

// Counts stop at a thousand: they tell a habit, not a total.
const upheld = `status = 'executed' AND decision <> 'reject'`
export const partiesStatement: Statement = {
  name: 'disputes_parties',
  text: `SELECT u.id, u.email, u.display_name AS "displayName", u.role::text AS role, u.status::text AS status,
           u.created_at AS "joinedAt",
           (SELECT count(*)::integer FROM (SELECT FROM disputes WHERE user_id = u.id LIMIT 1000) x) AS opened,
           (SELECT count(*)::integer FROM (SELECT FROM disputes WHERE user_id = u.id AND ${upheld} LIMIT 1000) x) AS "openedUpheld",
           (SELECT count(*)::integer FROM (SELECT FROM disputes WHERE provider_id = u.id LIMIT 1000) x) AS received,
           (SELECT count(*)::integer FROM (SELECT FROM disputes WHERE provider_id = u.id AND ${upheld} LIMIT 1000) x) AS "receivedUpheld",
           CASE u.id WHEN $2 THEN (SELECT count(*)::integer FROM (SELECT FROM settlements WHERE provider_id = $2 LIMIT 1000) x)
             ELSE (SELECT count(*)::integer FROM (SELECT FROM settlements WHERE consumer_id = $1 LIMIT 1000) x) END AS delivered
         FROM users u WHERE u.id IN ($1, $2)`,
}
export type PartyRow = Omit<Party, 'balances'>

export const historyStatement: Statement = {
  name: 'disputes_history',
  text: `SELECT e.created_at AS at, e.action, u.id AS "actorId", u.email AS "actorEmail",
           coalesce(e.detail ->> 'reason', e.detail ->> 'failure') AS note
         FROM audit_events e LEFT JOIN users u ON u.id = e.actor_id
         WHERE e.subject_kind = 'dispute' AND e.subject_id = $1 ORDER BY e.id LIMIT 100`,
}
export type HistoryRow = {
  at: Date
  action: string
  actorId: string | null
  actorEmail: string | null
  note: string | null
}
