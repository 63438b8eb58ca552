import type { Sql, Statement } from '@aetherflow/db/sql'
import type { Capability } from '../schemas.ts'

export type CatalogueModel = {
  id: string
  name: string
  upstreamId: string
  upstreamName: string
  capability: Capability
  costE4: bigint
}

const read: Statement = {
  name: 'tasks_catalogue',
  text: `SELECT m.id, m.name, m.upstream_id AS "upstreamId", u.name AS "upstreamName", m.capability, p.cost_e4 AS "costE4"
         FROM models m JOIN upstreams u ON u.id = m.upstream_id
         CROSS JOIN LATERAL (SELECT p.cost_e4 FROM model_prices p WHERE p.model_id = m.id ORDER BY p.version DESC LIMIT 1) p
         WHERE m.active ORDER BY m.position, m.id LIMIT 200`,
}

/** The models that can be asked for, with what one call costs upstream now. */
export async function readCatalogue(sql: Sql): Promise<CatalogueModel[]> {
  return sql.query<CatalogueModel>(read, [])
}
