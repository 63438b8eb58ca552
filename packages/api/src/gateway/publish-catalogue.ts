import type { Sql, Statement } from '@aetherflow/db/sql'
import type { ImageUpstream } from '@aetherflow/integrations/image/image-upstream'

const upsertUpstream: Statement = {
  name: 'catalogue_upstream',
  text: `INSERT INTO upstreams (id, name, host, deposit_open, deposit_reason, key_hint, updated_at) VALUES ($1, $2, $3, $4, $5, $6, now())
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, key_hint = excluded.key_hint, updated_at = now()`,
}

const upsertModel: Statement = {
  name: 'catalogue_model',
  text: `INSERT INTO models (id, upstream_id, name, capability, call_timeout_ms, position, call_class, updated_at)
         VALUES ($1, $2, $3, $4::jsonb, $5, $6, $7, now())
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, capability = excluded.capability,
           call_timeout_ms = excluded.call_timeout_ms, position = excluded.position,
           call_class = excluded.call_class, updated_at = now()`,
}

// A price is never changed, only followed by a newer version.
const publishPrice: Statement = {
  name: 'catalogue_price',
  text: `INSERT INTO model_prices (model_id, version, cost_e4, source)
         SELECT $1::text, coalesce(max(version), 0) + 1, $2::bigint, $3 FROM model_prices WHERE model_id = $1::text
         HAVING (SELECT cost_e4 FROM model_prices WHERE model_id = $1::text ORDER BY version DESC LIMIT 1) IS DISTINCT FROM $2::bigint`,
}

const startClock: Statement = {
  name: 'catalogue_clock',
  text: `INSERT INTO model_clocks (model_id) VALUES ($1) ON CONFLICT DO NOTHING`,
}

/** Whether deposits open with the upstream, and the reason an operator gave. */
export type DepositPolicy = { depositOpen: boolean; reason: string }

/**
 * Brings the adapters' published lists into the catalogue: repeatable, adds a price version only
 * where the cost changed, and never reopens or closes deposits of an upstream that is there already.
 */
export async function publishCatalogue(
  sql: Sql,
  upstreams: readonly ImageUpstream[],
  policy: DepositPolicy,
): Promise<void> {
  for (const upstream of upstreams) {
    await sql.query(upsertUpstream, [
      upstream.id,
      upstream.name,
      upstream.host,
      policy.depositOpen,
      policy.reason,
      upstream.keyHint,
    ])
    for (const [position, model] of upstream.models.entries()) {
      const { id, name, capability, callTimeoutMs, costE4, source, callClass } = model
      await sql.query(upsertModel, [
        id,
        upstream.id,
        name,
        JSON.stringify(capability),
        callTimeoutMs,
        position,
        callClass,
      ])
      await sql.query(publishPrice, [id, costE4, source])
      await sql.query(startClock, [id])
    }
  }
}
