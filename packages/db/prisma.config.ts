import { defineConfig } from 'prisma/config'

// For Prisma's own commands only (generate, studio, migrate deploy); the product migrates by src/migrate.ts.
export default defineConfig({
  schema: 'prisma/schema',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env['DATABASE_URL'] ?? 'postgresql://not-configured.invalid/none' },
})
