import type { AnyoneCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { type Warranty, warrantyText } from './warranty-texts.ts'

/** The warranty and risk notice in force for an upstream, in the reader's language. Throws NOT_FOUND, UNAVAILABLE. */
export async function getWarranty(
  ctx: AnyoneCtx,
  input: { upstreamId: string },
): Promise<Warranty> {
  const upstream = await ctx.deps.prisma.upstream.findUnique({ where: { id: input.upstreamId } })
  if (upstream === null) throw new DomainError('NOT_FOUND')
  const text = warrantyText(upstream.warrantyVersion, upstream.name, ctx.locale)
  // Nobody accepts a text that is not there.
  if (text === null) throw new DomainError('UNAVAILABLE')
  return text
}
