import type { Sql } from '@aetherflow/db/sql'

/** The last link of the chain: kept outside, it proves later that nothing before it was changed. */
export type ChainHead = { number: bigint; hash: string }

const headStatement = {
  name: 'ledger_chain_head',
  text: `SELECT number, encode(hash, 'hex') AS hash FROM ledger_chain ORDER BY number DESC LIMIT 1`,
}
const linkStatement = {
  name: 'ledger_chain_link',
  text: `SELECT encode(hash, 'hex') AS hash FROM ledger_chain WHERE number = $1::bigint`,
}
const ANCHOR = /^(\d{1,18}):([0-9a-f]{64})$/i

/** The newest link; null while nothing is chained. */
export async function chainHead(sql: Sql): Promise<ChainHead | null> {
  const [head] = await sql.query<ChainHead>(headStatement, [])
  return head ?? null
}

/**
 * Whether the chain still has this link. Together with a chain whose links all fit (`verifyChain`), it
 * says that every transfer up to it is what it was when the link was noted down.
 */
export async function containsHead(sql: Sql, head: ChainHead): Promise<boolean> {
  const [link] = await sql.query<{ hash: string }>(linkStatement, [head.number.toString()])
  return link?.hash === head.hash
}

/** `<number>:<hash>`, the hash in hex: what an operator keeps outside. */
export const formatHead = ({ number, hash }: ChainHead): string => `${number}:${hash}`

/** Reads `<number>:<hash>`, the hash in hex; null for anything else. */
export function parseHead(text: string): ChainHead | null {
  const [, number, hash] = ANCHOR.exec(text.trim()) ?? []
  if (number === undefined || hash === undefined) return null
  return { number: BigInt(number), hash: hash.toLowerCase() }
}
