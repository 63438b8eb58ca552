import type { SchemaFile } from '../read-schema.ts'
import { withEngine } from './with-engine.ts'

/**
 * The SQL that takes the database at `url` to the schema; empty when nothing Prisma knows of differs.
 * CHECKs, partial indexes, triggers and functions are unknown to it, and left alone.
 */
export async function diffSchema(url: string, schema: readonly SchemaFile[]): Promise<string> {
  const { stdout } = await withEngine(url, schema, (engine) =>
    engine.diff({
      from: { tag: 'schemaDatasource', files: [...schema], configDir: '/' },
      to: { tag: 'schemaDatamodel', files: [...schema] },
      script: true,
      exitCode: null,
      filters: { externalTables: ['public._prisma_migrations'], externalEnums: [] },
    }),
  )
  const script = (stdout ?? '').trim()
  return script === '-- This is an empty migration.' ? '' : script
}
