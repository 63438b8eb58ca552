import type { Statement } from '@aetherflow/db/sql'
import type { UserCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { resolveIncident as resolve } from '../wallet/resolve-incident.ts'
import { incidentSelect, type IncidentRow, toIncident } from './internal/incident-rows.ts'
import type { IncidentView, ResolveIncident } from './order-schemas.ts'

const read: Statement = { name: 'admin_incident', text: `${incidentSelect} WHERE n.id = $1` }
const resolutions = { refund: 'refunded', dismiss: 'dismissed', recheck: 'rechecked' } as const

/**
 * Closes a payment that does not fit: gives it back, leaves it, or has the gateway asked again. Repeatable
 * under one client id. Throws NOT_FOUND, STATE_CHANGED, IDEMPOTENCY_CONFLICT.
 */
export async function resolveIncident(ctx: UserCtx, input: ResolveIncident): Promise<IncidentView> {
  const { clientId, incidentId, action, note } = input
  await resolve(ctx, { clientId, incidentId, resolution: resolutions[action], note })
  const [row] = await ctx.deps.sql.query<IncidentRow>(read, [incidentId])
  if (row === undefined) throw new DomainError('NOT_FOUND')
  return toIncident(row)
}
