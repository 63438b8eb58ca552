import type { Role } from '../../context.ts'
import type { Deps } from '../../deps.ts'

/** Design §7: in production an admin has no desk without a second factor. */
export function mustHaveTotp(deps: Pick<Deps, 'mode'>, role: Role): boolean {
  return deps.mode === 'production' && role === 'admin'
}
