import type { WorkerCtx } from '../context.ts'
import type { Done } from './schemas.ts'

export type MailResult = { kind: 'sent' } | { kind: 'refused'; permanent: boolean; reason: string }

const maxAttempts = 8
const firstPauseMs = 30_000

/** Records what became of a mail: sent, to be tried again after a growing pause, or given up. */
export async function reportMail(
  ctx: WorkerCtx,
  input: { id: string; result: MailResult },
): Promise<Done> {
  const { prisma, clock, mode } = ctx.deps
  const waiting = { id: input.id, state: 'queued' } as const
  const row = await prisma.outboxMessage.findFirst({ where: waiting, select: { attempts: true } })
  if (row === null) return { done: true }
  const now = clock.now()
  const { result } = input
  // A link's token stays readable only where mails are shown.
  const scrub = mode === 'production' ? { params: {} } : {}
  if (result.kind === 'sent') {
    const data = { state: 'sent' as const, sentAt: now, leaseUntil: null, ...scrub }
    await prisma.outboxMessage.updateMany({ where: waiting, data })
    return { done: true }
  }
  const giveUp = result.permanent || row.attempts >= maxAttempts
  await prisma.outboxMessage.updateMany({
    where: waiting,
    data: {
      ...(giveUp ? { state: 'failed', ...scrub } : {}),
      lastError: result.reason.slice(0, 200),
      leaseUntil: null,
      nextAt: new Date(now.getTime() + firstPauseMs * 2 ** row.attempts),
    },
  })
  return { done: true }
}
