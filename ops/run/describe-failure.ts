import { FixableError } from './fixable-error.ts'

/** What an operator reads when a command fails: `error:` and `fix:` lines, or a stack for a defect of ours. */
export function describeFailure(error: unknown): string {
  if (error instanceof FixableError) return `error: ${error.message}\nfix:   ${error.fix}`
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return `error: ${detail}\nfix:   this is a defect; run \`npm run doctor\` and report it with the lines above`
}
