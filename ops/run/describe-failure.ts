import { FixableError } from './fixable-error.ts'

// Recognised by code, never by class.
const fixOfCode: Record<string, string> = {
  MIGRATION_CHANGED: 'restore the migration; for a demo whose data may go, delete the data folder',
  MIGRATION_UNFINISHED: 'restore a backup; for a demo whose data may go, delete the data folder',
  DATABASE_AHEAD: 'check out the version that made this database, or a newer one',
  POSTGRES_TOO_OLD: 'use PostgreSQL 18 or newer, or unset DATABASE_URL for the embedded server',
  EACCES: 'give this user the folder, or set DATA_DIR to another one',
  ENOSPC: 'free some disk space',
}

/** What an operator reads when a command fails: `error:` and `fix:` lines, or a stack for a defect of ours. */
export function describeFailure(error: unknown): string {
  if (error instanceof FixableError) return `error: ${error.message}\nfix:   ${error.fix}`
  if (!(error instanceof Error)) return `error: ${String(error)}`
  const fix = 'code' in error ? fixOfCode[String(error.code)] : undefined
  if (fix !== undefined) return `error: ${error.message}\nfix:   ${fix}`
  return `error: ${error.stack ?? error.message}\nfix:   this is a defect; run \`npm run doctor\` and report it with the lines above`
}
