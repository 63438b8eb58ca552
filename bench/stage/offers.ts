import type { Stage } from './open-stage.ts'

/**
 * So many resources as a grown market would have them: an account for every other one, prices around 1, records
 * of all kinds, some busy, some shut, some that offer a few models only. Straight into the tables.
 */
export async function seedOffers({ admin }: Pick<Stage, 'admin'>, count: number): Promise<void> {
  const accounts = Math.ceil(count / 2)
  await admin.query(
    `INSERT INTO users (email, password_hash, display_name)
     SELECT 'offer-' || n || '@bench.test', 'x', 'offer ' || n FROM generate_series(1, $1) n`,
    [Math.ceil(count / 3)],
  )
  await admin.query(
    `INSERT INTO upstream_accounts (id, upstream_id, account_hash, balance_e4, balance_at, concurrency_limit)
     SELECT gen_random_uuid(), 'stability', lpad(to_hex(n), 64, '0'), 100000000, clock_now(), 20 FROM generate_series(1, $1) n`,
    [accounts],
  )
  await admin.query(
    `WITH owners AS (SELECT id, row_number() OVER (ORDER BY id) AS n FROM users WHERE email LIKE 'offer-%'),
          behind AS (SELECT id, row_number() OVER (ORDER BY id) AS n FROM upstream_accounts)
     INSERT INTO resources (id, owner_id, client_id, request_hash, upstream_id, upstream_account_id, name, status, price_e4,
       daily_limit_e4, floor_balance_e4, concurrency_limit, requests_per_minute, hours_mask, model_ids, warranty_version, warranty_at, updated_at)
     SELECT gen_random_uuid(), o.id, gen_random_uuid(), repeat('0', 64), 'stability', b.id, 'bench', 'active',
       6000 + (g.n * 7919) % 9000, 100000000, 0, 1 + g.n % 8, 60,
       CASE WHEN g.n % 25 = 0 THEN 1 ELSE 16777215 END,
       CASE WHEN g.n % 10 = 0 THEN '{stability:ultra}'::text[] WHEN g.n % 7 = 0 THEN '{stability:core,stability:ultra}' ELSE '{}' END,
       '2026-11', clock_now(), clock_now()
     FROM generate_series(1, $1) AS g(n)
     JOIN owners o ON o.n = 1 + g.n % (SELECT count(*) FROM owners) JOIN behind b ON b.n = 1 + g.n % (SELECT count(*) FROM behind)`,
    [count],
  )
  await admin.query(
    `INSERT INTO resource_counters (resource_id, in_flight, failures, breaker_until)
     SELECT r.id, CASE WHEN n % 6 = 0 THEN r.concurrency_limit ELSE n % r.concurrency_limit END,
       CASE WHEN n % 40 = 0 THEN 6 ELSE 0 END, CASE WHEN n % 40 = 0 THEN clock_now() + interval '1 hour' END
     FROM (SELECT id, concurrency_limit, row_number() OVER () AS n FROM resources) r`,
  )
  await admin.query(
    `INSERT INTO credentials (id, resource_id, version, state, sealed, verification_tag, fingerprint, vault_key_id, begin_expires_at)
     SELECT gen_random_uuid(), r.id, 1, 'active', 'af1.bench', lpad(to_hex(n), 64, '0'), lpad(to_hex(n), 64, '0'), 'bench', clock_now()
     FROM (SELECT id, row_number() OVER () AS n FROM resources) r`,
  )
  await admin.query(
    `INSERT INTO resource_model_stats (resource_id, model_id, delivered, failed, latency_ms, latency_p95, updated_at)
     SELECT r.id, m.id, n % 50, n % 9, 1500 + (n * 131) % 20000, 3000 + (n * 131) % 40000, clock_now() - (n % 600) * interval '1 minute'
     FROM (SELECT id, row_number() OVER () AS n FROM resources) r,
          (VALUES ('stability:core'), ('stability:ultra')) AS m(id)
     WHERE n % 5 > 0`,
  )
  await admin.query(
    'ANALYZE resources, resource_counters, credentials, upstream_accounts, resource_model_stats',
  )
}
