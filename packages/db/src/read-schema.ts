import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { prismaFolder } from './migrate/read-migrations.ts'

export type SchemaFile = { path: string; content: string }

/** The Prisma schema: one file per noun, in name order. */
export function readSchema(folder = path.join(prismaFolder, 'schema')): SchemaFile[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.prisma'))
    .toSorted()
    .map((name) => ({
      path: path.join(folder, name),
      content: readFileSync(path.join(folder, name), 'utf8'),
    }))
}

/** The same for the same schema under the same Prisma, wherever the files lie. */
export function hashSchema(files: readonly SchemaFile[], prismaVersion: string): string {
  const hash = createHash('sha256').update(`prisma ${prismaVersion}\n`)
  for (const file of files) hash.update(`${path.basename(file.path)}\n${file.content}\n`)
  return hash.digest('hex')
}
