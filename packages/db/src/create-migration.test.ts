import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { draftMigration } from './create-migration.ts'
import type { Migration } from './migrate/read-migrations.ts'
import { createEmptyTestDatabase } from './test-database.ts'

const schema = (fields: string): { path: string; content: string }[] => [
  { path: '/schema/main.prisma', content: 'datasource db {\n provider = "postgresql"\n}' },
  {
    path: '/schema/owner.prisma',
    content: 'model Owner {\n id Int @id\n pets Pet[]\n @@map("owners")\n}',
  },
  {
    path: '/schema/pet.prisma',
    content: `model Pet {\n id Int @id\n ownerId Int @map("owner_id")\n owner Owner @relation(fields: [ownerId], references: [id])\n${fields}\n @@map("pets")\n}`,
  },
]

function migration(name: string, sql: string): Migration {
  return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
}

async function draft(fields: string, migrations: Migration[]): Promise<string> {
  const database = await createEmptyTestDatabase()
  try {
    return await draftMigration(database.migratorUrl, schema(fields), migrations)
  } finally {
    await database.drop()
  }
}

test('drafts the whole schema first, then only what was added, then nothing', async () => {
  const first = await draft('', [])
  expect(first).toContain('CREATE TABLE "pets"')
  expect(first).toContain('FOREIGN KEY ("owner_id") REFERENCES "owners"("id")')

  const init = migration('1_init', first)
  const named = ' name String @db.VarChar(40)'
  const second = await draft(named, [init])
  expect(second).toBe(
    '-- AlterTable\nALTER TABLE "pets" ADD COLUMN     "name" VARCHAR(40) NOT NULL;',
  )
  expect(await draft(named, [init, migration('2_name', second)])).toBe('')
})

test('leaves alone what only SQL can say', async () => {
  const init = migration('1_init', await draft('', []))
  const guards = migration(
    '2_guards',
    `ALTER TABLE pets ADD CONSTRAINT positive CHECK (id > 0);
     CREATE UNIQUE INDEX pets_part ON pets (owner_id) WHERE id > 10;
     CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no; never'; END $$;
     CREATE TRIGGER refuse BEFORE DELETE ON pets EXECUTE FUNCTION refuse();
     ALTER TABLE pets SET (fillfactor = 70);`,
  )
  expect(await draft('', [init, guards])).toBe('')
})
