import type { Prisma } from '@aetherflow/db/prisma'
import type { UserCtx } from '../../context.ts'
import { DomainError } from '../../domain-error.ts'
import { localeOfText } from '../warranty-texts.ts'

export type Shown = { warrantyVersion: string; warrantyHash: string }
type Upstream = { id: string; name: string; warrantyVersion: string }

/** In which language the text in force was read. Throws TERMS_REQUIRED { version } for any other text. */
export function shownLocale(upstream: Upstream, shown: Shown): 'en' | 'zh' {
  const { warrantyVersion: version, name } = upstream
  const locale =
    shown.warrantyVersion === version ? localeOfText(version, name, shown.warrantyHash) : null
  if (locale === null) throw new DomainError('TERMS_REQUIRED', { version })
  return locale
}

/** Keeps which text an owner accepted for a resource, in the caller's transaction. */
export async function recordAcceptance(
  tx: Pick<Prisma, 'warrantyAcceptance'>,
  ctx: UserCtx,
  accepted: { resourceId: string; upstream: Upstream; shown: Shown },
): Promise<void> {
  const { resourceId, upstream, shown } = accepted
  await tx.warrantyAcceptance.createMany({
    data: [
      {
        resourceId,
        userId: ctx.actor.userId,
        upstreamId: upstream.id,
        version: shown.warrantyVersion,
        textHash: shown.warrantyHash,
        locale: shownLocale(upstream, shown),
        acceptedAt: ctx.deps.clock.now(),
      },
    ],
  })
}
