import type { UserCtx } from '../context.ts'
import { signExport } from './internal/sign-export.ts'
import type { Export, ProviderExport } from './statement-schemas.ts'

/** Where the caller's earnings of a UTC month can be fetched image by image, for five minutes and by them alone. */
export function exportProviderMonth(ctx: UserCtx, { month, locale }: ProviderExport): Export {
  return signExport(ctx, 'provider', [month, locale])
}
