import type { Prisma } from '@aetherflow/db/prisma'
import type { MailTemplate } from './internal/render-mail.ts'

type Transaction = Pick<Prisma, 'outboxMessage'>

export type QueuedMail = {
  /** The cause: the same cause mails once. */
  dedupeKey: string
  user: { id: string; email: string; locale: string }
  template: MailTemplate
  params: Record<string, string>
}

/** Leaves a mail in the outbox, in the caller's transaction; the worker sends it. */
export async function queueMail(tx: Transaction, mail: QueuedMail): Promise<void> {
  const { dedupeKey, user, template, params } = mail
  await tx.outboxMessage.createMany({
    data: [
      { dedupeKey, recipient: user.email, userId: user.id, locale: user.locale, template, params },
    ],
    skipDuplicates: true,
  })
}
