import type { UserCtx } from '../context.ts'
import { signExport } from './internal/sign-export.ts'
import type { Export, ExportInput } from './statement-schemas.ts'

/** Where the caller's statement of a period can be fetched as a file, for five minutes and by them alone. */
export function exportStatement(ctx: UserCtx, input: ExportInput): Export {
  const { from, until, locale } = input
  const types = [...new Set(input.types)]
  return signExport(ctx, 'statement', [
    String(from.getTime()),
    String(until.getTime()),
    locale,
    types.length === 0 ? 'all' : types.join('~'),
  ])
}
