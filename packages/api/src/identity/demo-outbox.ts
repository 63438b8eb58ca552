import type { AnyoneCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { renderMail } from './internal/render-mail.ts'

export type OutboxMail = {
  id: string
  to: string
  subject: string
  text: string
  link: string | null
  createdAt: Date
}

/** The latest mails, readable only where no mail really leaves: demo and test. Not found in production. */
export async function demoOutbox(
  ctx: AnyoneCtx,
  input: { email?: string | undefined },
): Promise<{ mails: OutboxMail[] }> {
  if (ctx.deps.mode === 'production') throw new DomainError('NOT_FOUND')
  const rows = await ctx.deps.prisma.outboxMessage.findMany({
    ...(input.email === undefined ? {} : { where: { recipient: input.email } }),
    orderBy: { id: 'desc' },
    take: 20,
  })
  const mails = rows.map((row) => {
    const { subject, text, link } = renderMail(ctx.deps, row)
    return { id: row.id, to: row.recipient, subject, text, link, createdAt: row.createdAt }
  })
  return { mails }
}
