import type { Statement } from '@aetherflow/db/sql'
import type { UserCtx } from '../context.ts'
import { lastUuid, pageOf } from '../keyset.ts'
import { incidentSelect, type IncidentRow, toIncident } from './internal/incident-rows.ts'
import type { IncidentsInput, IncidentView } from './order-schemas.ts'

const page: Statement = {
  name: 'admin_incidents',
  text: `${incidentSelect} WHERE n.id < $1 ORDER BY n.id DESC LIMIT $2`,
}
const pageOfState: Statement = {
  name: 'admin_incidents_state',
  text: `${incidentSelect} WHERE n.id < $1 AND n.state = $3::incident_state ORDER BY n.id DESC LIMIT $2`,
}

/** Payments that do not fit their order, newest first. */
export async function listIncidents(
  { deps }: UserCtx,
  input: IncidentsInput,
): Promise<{ incidents: IncidentView[]; more: boolean }> {
  const { before = lastUuid, limit, state } = input
  const found = await (state === undefined
    ? deps.sql.query<IncidentRow>(page, [before, limit + 1])
    : deps.sql.query<IncidentRow>(pageOfState, [before, limit + 1, state]))
  const { rows, more } = pageOf(found, limit)
  return { incidents: rows.map(toIncident), more }
}
