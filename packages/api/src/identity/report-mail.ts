import type { WorkerCtx } from '../context.ts'
import type { Done } from './schemas.ts'

export type MailResult = { kind: 'sent' } | { kind: 'refused'; permanent: boolean; reason: string }

const maxAttempts = 8

/** Records what became of a mail: sent, to be tried again after a growing pause, or given up. */
export async function reportMail(
  ctx: WorkerCtx,
  input: { id: string; result: MailResult },
): Promise<Done> {
  const { deps } = ctx
  const now = deps.clock.now()
  const row = await deps.prisma.outboxMessage.findUnique({ where: { id: input.id } })
  if (row === null || row.state !== 'queued') return { done: true }
  const { result } = input
  if (result.kind === 'sent') {
    // A link's token has done its part; only where mails are shown does it stay.
    const scrub = deps.mode === 'production' ? { params: {} } : {}
    await deps.prisma.outboxMessage.update({
      where: { id: row.id },
      data: { state: 'sent', sentAt: now, ...scrub },
    })
    return { done: true }
  }
  const giveUp = result.permanent || row.attempts >= maxAttempts
  await deps.prisma.outboxMessage.update({
    where: { id: row.id },
    data: {
      state: giveUp ? 'failed' : 'queued',
      lastError: result.reason.slice(0, 200),
      nextAt: new Date(now.getTime() + 30_000 * 2 ** row.attempts),
    },
  })
  return { done: true }
}
