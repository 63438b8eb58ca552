import type { UserCtx } from '../context.ts'
import { findOwnResource } from './internal/find-own-resource.ts'
import { toResourceView } from './internal/to-resource-view.ts'
import type { ResourceView } from './schemas.ts'

/** One of the caller's resources. Throws NOT_FOUND. */
export async function getResource(
  ctx: UserCtx,
  input: { resourceId: string },
): Promise<ResourceView> {
  return toResourceView(await findOwnResource(ctx, input.resourceId), ctx.deps.clock.now())
}
