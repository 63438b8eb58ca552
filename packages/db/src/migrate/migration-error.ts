export type MigrationErrorCode =
  | 'MIGRATION_CHANGED'
  | 'MIGRATION_UNFINISHED'
  | 'DATABASE_AHEAD'
  | 'MIGRATION_FAILED'
  | 'SQL_FILE_FAILED'
  | 'POSTGRES_TOO_OLD'

/** Why the database was left as it was; the message says how to mend it. */
export class MigrationError extends Error {
  readonly code: MigrationErrorCode

  constructor(code: MigrationErrorCode, message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'MigrationError'
    this.code = code
  }
}

/** PostgreSQL's own words with the detail and hint that pg keeps beside the message. */
export function explainPostgres(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { detail, hint, where } = error as { detail?: string; hint?: string; where?: string }
  return [error.message, detail, hint, where].filter(Boolean).join('\n  ')
}
