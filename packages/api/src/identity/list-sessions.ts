import type { UserCtx } from '../context.ts'

export type SessionView = {
  id: string
  current: boolean
  userAgent: string
  createdAt: Date
  lastSeenAt: Date
}

const maxSessions = 100

/** The caller's live sessions, newest first. */
export async function listSessions(ctx: UserCtx): Promise<{ sessions: SessionView[] }> {
  const now = ctx.deps.clock.now()
  const rows = await ctx.deps.prisma.session.findMany({
    where: {
      userId: ctx.actor.userId,
      revokedAt: null,
      expiresAt: { gt: now },
      idleExpiresAt: { gt: now },
    },
    orderBy: { id: 'desc' },
    take: maxSessions,
  })
  const sessions = rows.map(({ id, userAgent, createdAt, lastSeenAt }) => ({
    id,
    current: id === ctx.actor.sessionId,
    userAgent,
    createdAt,
    lastSeenAt,
  }))
  return { sessions }
}
