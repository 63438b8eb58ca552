import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import type { SchemaEngine } from '@prisma/schema-engine-wasm'
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg'
import pg from 'pg'
import type { SchemaFile } from '../read-schema.ts'
import { catalogAdapter } from './catalog-adapter.ts'

const require = createRequire(import.meta.url)

/** Lends Prisma's schema engine, connected to the database at `url`. */
export async function withEngine<T>(
  url: string,
  schema: readonly SchemaFile[],
  work: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  await (loaded ??= loadEngine())
  const pool = new pg.Pool({ connectionString: url })
  const datamodels = schema.map(({ path, content }): [string, string] => [path, content])
  const adapter = bindMigrationAwareSqlAdapterFactory(catalogAdapter(pool))
  try {
    const engine = await bindings.SchemaEngine.new({ datamodels }, () => {}, adapter)
    const result = await work(engine)
    engine.free()
    return result
  } finally {
    await pool.end()
  }
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
