import pg from 'pg'

/** A prepared statement: the name must belong to this text alone, or pg refuses it. */
export type Statement = { name: string; text: string }

/** The door for hot SQL. int8 arrives as `bigint`, timestamptz as `Date`; numeric stays a string. */
export interface Sql {
  query<Row>(statement: Statement, values: readonly unknown[]): Promise<Row[]>
}

const INT8 = 20
const INT8_ARRAY = 1016

// Per query and never through the global setTypeParser: Prisma shares these connections and parses itself.
const types: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (format !== 'binary' && oid === INT8) return BigInt
    if (format !== 'binary' && oid === INT8_ARRAY) return parseInt8Array
    return pg.types.getTypeParser(oid, format)
  },
}

/** Each statement runs on whichever pooled connection is free, in its own transaction. */
export function poolSql(pool: pg.Pool): Sql {
  return querySql(pool)
}

/** Every statement runs on this one connection, so inside the transaction it has open. */
export function clientSql(client: pg.ClientBase): Sql {
  return querySql(client)
}

type PrismaRaw = { $queryRawUnsafe<T>(text: string, ...values: unknown[]): Promise<T> }

/** Runs the same statements inside a Prisma interactive transaction; numeric arrives as `Decimal` there. */
export function prismaSql(transaction: PrismaRaw): Sql {
  return {
    query: <Row>(statement: Statement, values: readonly unknown[]) =>
      transaction.$queryRawUnsafe<Row[]>(statement.text, ...values),
  }
}

function querySql(runner: Pick<pg.ClientBase, 'query'>): Sql {
  return {
    async query<Row>(statement: Statement, values: readonly unknown[]): Promise<Row[]> {
      const result = await runner.query({ ...statement, values: [...values], types })
      return result.rows as Row[]
    },
  }
}

type NestedInt8 = (bigint | null | NestedInt8)[]
type NestedText = (string | null | NestedText)[]

// pg's own array parser by its number: the published types only list scalar types.
const parseTextArray: (oid: number) => (text: string) => NestedText = pg.types.getTypeParser

function parseInt8Array(text: string): NestedInt8 {
  return parseTextArray(INT8_ARRAY)(text).map(toBigint)
}

function toBigint(item: string | null | NestedText): bigint | null | NestedInt8 {
  if (Array.isArray(item)) return item.map(toBigint)
  return item === null ? null : BigInt(item)
}
