import type { Statement } from '@aetherflow/db/sql'
import type { WorkerCtx } from '../context.ts'
import { renderMail } from './internal/render-mail.ts'

// SQL because of SKIP LOCKED: several workers share the outbox.
const claim: Statement = {
  name: 'outbox_claim',
  text: `UPDATE outbox_messages SET lease_until = clock_now() + interval '60 seconds', next_at = clock_now() + interval '60 seconds', attempts = attempts + 1
         WHERE id IN (SELECT id FROM outbox_messages WHERE state = 'queued' AND next_at <= clock_now()
                      ORDER BY next_at LIMIT $1 FOR UPDATE SKIP LOCKED)
         RETURNING id, recipient, locale, template, params`,
}

type Row = { id: string; recipient: string; locale: string; template: string; params: unknown }
export type OutgoingMail = {
  id: string
  to: string
  subject: string
  text: string
  html: string
  messageId: string
}

/** Takes due mails for a minute; one that is not reported back by then is sent again under the same message id. */
export async function claimMail(
  ctx: WorkerCtx,
  input: { limit: number },
): Promise<{ mails: OutgoingMail[] }> {
  const rows = await ctx.deps.sql.query<Row>(claim, [input.limit])
  const host = new URL(ctx.deps.publicUrl).hostname
  const mails = rows.map((row) => {
    const { subject, text, html } = renderMail(ctx.deps, row)
    return { id: row.id, to: row.recipient, subject, text, html, messageId: `<${row.id}@${host}>` }
  })
  return { mails }
}
