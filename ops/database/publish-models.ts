import { publishCatalogue } from '@aetherflow/api/gateway/publish-catalogue'
import { createPool } from '@aetherflow/db/pool'
import { poolSql } from '@aetherflow/db/sql'
import { createUpstreams } from '@aetherflow/integrations/image/upstreams'
import type { Mode } from '../config/read-config.ts'

/** Writes the adapters' published models and prices into the catalogue. Deposits open by themselves only where no real key can come. */
export async function publishModels(migratorUrl: string, mode: Mode): Promise<void> {
  const pool = createPool(migratorUrl, { applicationName: 'aetherflow start', max: 1 })
  const depositOpen = mode !== 'production'
  try {
    await publishCatalogue(poolSql(pool), [...createUpstreams({}).values()], {
      depositOpen,
      reason: depositOpen ? `${mode}: only the simulator's keys are accepted` : '',
    })
  } finally {
    await pool.end()
  }
}
