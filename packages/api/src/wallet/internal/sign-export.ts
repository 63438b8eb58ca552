import { signAddress } from '@aetherflow/crypto/signed-address'
import type { UserCtx } from '../../context.ts'
import type { Export } from '../statement-schemas.ts'

const validMs = 5 * 60_000

/** An address for a file of the caller's: the owner stands in it, and the door asks who comes. */
export function signExport(ctx: UserCtx, kind: string, parts: readonly string[]): Export {
  const expiresAt = new Date(ctx.deps.clock.now().getTime() + validMs)
  const path = ['/api/exports', kind, ctx.actor.userId, ...parts].join('/')
  return {
    url: signAddress(ctx.deps.addressSecret, path, expiresAt.getTime()),
    expiresAt,
  }
}
