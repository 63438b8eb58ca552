import { createHash } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import type pg from 'pg'
import { PrismaClient } from './generated/prisma/client.ts'

export type Prisma = PrismaClient

// Named statements nearly halve the cost of a query, but each stays on the server for the
// connection's life: beyond this many different texts the rest run unnamed.
const MAX_NAMED_STATEMENTS = 500

/** A Prisma client over the pool that the hot SQL uses too; disconnecting it leaves the pool open. */
export function createPrisma(pool: pg.Pool): Prisma {
  return new PrismaClient({
    adapter: new PrismaPg(pool, { statementNameGenerator: boundedStatementNames() }),
    transactionOptions: { maxWait: 2_000, timeout: 10_000 },
  })
}

function boundedStatementNames(): (query: { sql: string }) => string {
  const names = new Map<string, string>()
  return ({ sql }) => {
    const known = names.get(sql)
    if (known !== undefined) return known
    if (names.size >= MAX_NAMED_STATEMENTS) return ''
    const name = `p_${createHash('sha256').update(sql).digest('hex').slice(0, 32)}`
    names.set(sql, name)
    return name
  }
}
