import type { Statement } from '@aetherflow/db/sql'
import type { AnyoneCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import type { Catalogue } from './schemas.ts'

const models: Statement = {
  name: 'catalogue_models',
  text: `SELECT m.id, m.name, m.upstream_id, p.cost_e4 FROM models m
         CROSS JOIN LATERAL (SELECT cost_e4 FROM model_prices WHERE model_id = m.id ORDER BY version DESC LIMIT 1) p
         WHERE m.active ORDER BY m.upstream_id, m.position LIMIT 500`,
}

const commission: Statement = {
  name: 'catalogue_commission',
  text: `SELECT bps FROM commission_rules ORDER BY version DESC LIMIT 1`,
}

/** Upstreams that capacity can be offered for, with their models, what a call costs there, and our commission. */
export async function listCatalogue(ctx: AnyoneCtx): Promise<Catalogue> {
  const { prisma, sql, mode } = ctx.deps
  const upstreams = await prisma.upstream.findMany({ orderBy: { id: 'asc' }, take: 100 })
  const rows = await sql.query<{ id: string; name: string; upstream_id: string; cost_e4: bigint }>(
    models,
    [],
  )
  const [rule] = await sql.query<{ bps: number }>(commission, [])
  if (rule === undefined) throw new DomainError('UNAVAILABLE')
  return {
    demoKeysOnly: mode !== 'production',
    commissionBps: rule.bps,
    upstreams: upstreams.map(({ id, name, host, depositOpen, warrantyVersion, keyHint }) => ({
      id,
      name,
      host,
      depositOpen,
      warrantyVersion,
      keyHint,
      models: rows
        .filter((row) => row.upstream_id === id)
        .map((row) => ({ id: row.id, name: row.name, costE4: row.cost_e4 })),
    })),
  }
}
