import { PrismaPg } from '@prisma/adapter-pg'
import {
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils'
import type pg from 'pg'

const CHAR = 18
const BPCHAR = 1042

/**
 * Prisma's adapter, able to read the catalogue: it refuses PostgreSQL's one-byte "char", which the
 * description of every foreign key contains, and the schema engine insists on getting a character.
 */
export function catalogAdapter(pool: pg.Pool): SqlMigrationAwareDriverAdapterFactory {
  const charColumns = new Set<string>()
  const factory = new PrismaPg(relabelChars(pool, charColumns))
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => markChars(await factory.connect(), charColumns),
    connectToShadowDb: () => factory.connectToShadowDb(),
  }
}

// First to a type that the adapter takes for text, so that it reads the value at all …
function relabelChars(pool: pg.Pool, charColumns: Set<string>): pg.Pool {
  const query = pool.query.bind(pool) as (config: pg.QueryConfig) => Promise<pg.QueryResult>
  const relabelled = async (config: pg.QueryConfig): Promise<pg.QueryResult> => {
    const result = await query(config)
    for (const field of result.fields) {
      if (field.dataTypeID !== CHAR) continue
      field.dataTypeID = BPCHAR
      charColumns.add(field.name)
    }
    return result
  }
  return Object.assign(pool, { query: relabelled })
}

// … then to what the engine expects.
function markChars(adapter: SqlDriverAdapter, charColumns: ReadonlySet<string>): SqlDriverAdapter {
  const queryRaw = adapter.queryRaw.bind(adapter)
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query)
    const columnTypes = result.columnNames.map((name, index) =>
      charColumns.has(name)
        ? ColumnTypeEnum.Character
        : (result.columnTypes[index] ?? ColumnTypeEnum.Text),
    )
    return { ...result, columnTypes }
  }
  return adapter
}
