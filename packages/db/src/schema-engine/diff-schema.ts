import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import type { SchemaEngine } from '@prisma/schema-engine-wasm'
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg'
import pg from 'pg'
import type { SchemaFile } from '../read-schema.ts'
import { catalogAdapter } from './catalog-adapter.ts'

const require = createRequire(import.meta.url)

/**
 * The SQL that takes the database at `url` to the schema; empty when nothing Prisma knows of differs.
 * CHECKs, triggers and functions are unknown to it; partial indexes it would drop.
 */
export async function diffSchema(url: string, schema: readonly SchemaFile[]): Promise<string> {
  const pool = new pg.Pool({ connectionString: url })
  try {
    const engine = await openEngine(pool, schema)
    const { stdout } = await engine.diff({
      from: { tag: 'schemaDatasource', files: [...schema], configDir: '/' },
      to: { tag: 'schemaDatamodel', files: [...schema] },
      script: true,
      exitCode: null,
      filters: { externalTables: ['public._prisma_migrations'], externalEnums: [] },
    })
    engine.free()
    const script = (stdout ?? '').trim()
    return script === '-- This is an empty migration.' ? '' : script
  } finally {
    await pool.end()
  }
}

async function openEngine(pool: pg.Pool, schema: readonly SchemaFile[]): Promise<SchemaEngine> {
  await (loaded ??= loadEngine())
  const datamodels = schema.map(({ path, content }): [string, string] => [path, content])
  const adapter = bindMigrationAwareSqlAdapterFactory(catalogAdapter(pool))
  return bindings.SchemaEngine.new({ datamodels }, () => {}, adapter)
}

let loaded: Promise<void> | undefined

// Node has it, but its type declarations come only with the browser's.
type Instantiate = (
  code: Uint8Array,
  imports: object,
) => Promise<{ instance: { exports: Record<string, unknown> } }>
const { WebAssembly: wasm } = globalThis as unknown as { WebAssembly: { instantiate: Instantiate } }

// The engine that Prisma's CLI would download, as WebAssembly from the registry; bound by hand
// because its own entry imports the .wasm file in a way that only bundlers understand.
async function loadEngine(): Promise<void> {
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: {
      set_message: (message: string) => process.stderr.write(`schema engine: ${message}\n`),
    },
  })
  const file = require
    .resolve('@prisma/schema-engine-wasm/schema_engine_bg')
    .replace(/\.js$/, '.wasm')
  const { instance } = await wasm.instantiate(readFileSync(file), {
    './schema_engine_bg.js': bindings,
  })
  bindings.__wbg_set_wasm(instance.exports)
  const start = instance.exports['__wbindgen_start']
  if (typeof start === 'function') start()
}
