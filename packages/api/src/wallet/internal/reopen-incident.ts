import type { Sql, Statement } from '@aetherflow/db/sql'

const reopen: Statement = {
  name: 'payment_incident_reopen',
  text: `UPDATE payment_incidents SET state = 'open', resolution = NULL, resolved_at = NULL
          WHERE id = $1::uuid AND resolution = 'refunded'`,
}

/** An incident whose refund came to nothing waits for an admin again. */
export async function reopenIncident(sql: Sql, incidentId: string | null): Promise<void> {
  if (incidentId !== null) await sql.query(reopen, [incidentId])
}
