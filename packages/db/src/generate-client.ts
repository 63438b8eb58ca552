import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { hashSchema, readSchema } from './read-schema.ts'

const packageRoot = path.resolve(import.meta.dirname, '..')
const outputFolder = path.join(import.meta.dirname, 'generated', 'prisma')
const hashFile = path.join(outputFolder, 'schema-hash')
const require = createRequire(import.meta.url)

/** Writes the Prisma client to src/generated/prisma; false when it is already of this schema. */
export function generateClient(): boolean {
  const manifest: unknown = require('prisma/package.json')
  const hash = hashSchema(readSchema(), (manifest as { version: string }).version)
  if (existsSync(hashFile) && readFileSync(hashFile, 'utf8') === hash) return false

  const cli = path.join(path.dirname(require.resolve('prisma/package.json')), 'build', 'index.js')
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'generate'], {
    cwd: packageRoot,
    encoding: 'utf8',
    env: {
      ...process.env,
      // Generating needs no engine, but Prisma downloads one unless this names a program that exists.
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
  })
  if (status !== 0) throw new Error(`prisma generate failed:\n${stdout}\n${stderr}`)
  writeFileSync(hashFile, hash)
  return true
}

if (import.meta.main) {
  process.stdout.write(
    generateClient() ? 'Prisma client written.\n' : 'Prisma client is up to date.\n',
  )
}
