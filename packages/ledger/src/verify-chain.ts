import type { Sql } from '@aetherflow/db/sql'
import { OFFENDERS_SHOWN } from './verify/invariant.ts'

/** Which links to recompute: all, or those of the transactions [from, to). */
export type ChainRange = 'all' | XidRange
type XidRange = { from: string; to: string }

// Each link is compared with the stored hash before it, so batches need nothing of each other. A
// removed transfer has no hash; an inserted one has no number.
const linksStatement = {
  name: 'verify_chain_links',
  text: `
    SELECT CASE WHEN t.id IS NULL THEN 'chained but gone: transfer ' || c.transfer_id ELSE 'changed: transfer ' || c.transfer_id END AS id
      FROM ledger_chain c
      LEFT JOIN ledger_chain p ON p.number = c.number - 1
      LEFT JOIN transfers t ON t.id = c.transfer_id
     WHERE c.number > $1::bigint AND c.number <= $2::bigint
       AND ((p.number IS NULL AND c.number <> 1)
         OR c.hash IS DISTINCT FROM ledger.link_hash(coalesce(p.hash, decode(repeat('00', 32), 'hex')), c.number, c.transfer_id))
     ORDER BY c.number LIMIT ${OFFENDERS_SHOWN}`,
}
const unchainedStatement = {
  name: 'verify_chain_unchained',
  text: `
    SELECT 'not chained: transfer ' || t.id AS id FROM transfers t
     WHERE t.xid >= $1::xid8 AND t.xid < least($2::xid8, (SELECT up_to_xid FROM tailers WHERE name = 'chain'))
       AND NOT EXISTS (SELECT FROM ledger_chain c WHERE c.transfer_id = t.id) LIMIT ${OFFENDERS_SHOWN}`,
}
const boundsStatement = {
  name: 'verify_chain_bounds',
  text: `SELECT coalesce(max(number), 0) AS last, count(*) AS links FROM ledger_chain`,
}
const recentStatement = {
  name: 'verify_chain_recent',
  text: `
    SELECT coalesce(min(c.number), 1) - 1 AS first, coalesce(max(c.number), 0) AS last
      FROM transfers t JOIN ledger_chain c ON c.transfer_id = t.id
     WHERE t.xid >= $1::xid8 AND t.xid < $2::xid8`,
}
const LINKS_PER_BATCH = 5_000n
const EVERY_XID: XidRange = { from: '0', to: '18446744073709551615' }

/**
 * Recomputes links of the hash chain and answers what does not fit, up to five: transfers whose row or
 * entries were changed, removed, inserted behind the chain, or numbered in another order.
 */
export async function verifyChain(sql: Sql, range: ChainRange = 'all'): Promise<string[]> {
  const { first, last, gap } = range === 'all' ? await bounds(sql) : await recent(sql, range)
  const offenders = gap ? ['a number is missing'] : []
  for (
    let from = first;
    from < last && offenders.length < OFFENDERS_SHOWN;
    from += LINKS_PER_BATCH
  ) {
    const to = from + LINKS_PER_BATCH < last ? from + LINKS_PER_BATCH : last
    const changed = await sql.query<{ id: string }>(linksStatement, [`${from}`, `${to}`])
    offenders.push(...changed.map(({ id }) => id))
  }
  const xids = range === 'all' ? EVERY_XID : range
  const unchained = await sql.query<{ id: string }>(unchainedStatement, [xids.from, xids.to])
  offenders.push(...unchained.map(({ id }) => id))
  return offenders.slice(0, OFFENDERS_SHOWN)
}

type Bounds = { first: bigint; last: bigint; gap: boolean }

async function bounds(sql: Sql): Promise<Bounds> {
  const [row] = await sql.query<{ last: bigint; links: bigint }>(boundsStatement, [])
  const { last, links } = row ?? { last: 0n, links: 0n }
  return { first: 0n, last, gap: last !== links }
}

async function recent(sql: Sql, range: XidRange): Promise<Bounds> {
  const [row] = await sql.query<{ first: bigint; last: bigint }>(recentStatement, [
    range.from,
    range.to,
  ])
  return { first: row?.first ?? 0n, last: row?.last ?? 0n, gap: false }
}
