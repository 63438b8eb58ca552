import type { Prisma } from '@aetherflow/db/prisma'
import { prismaSql, type Statement } from '@aetherflow/db/sql'
import { queueMail, type QueuedMail } from '../../identity/queue-mail.ts'

type Transaction = Pick<Prisma, 'outboxMessage' | '$queryRawUnsafe'>

const sides: Statement = {
  name: 'disputes_sides',
  text: `SELECT u.id, u.email, u.locale, u.id = s.consumer_id AS consumer
         FROM disputes d JOIN settlements s ON s.task_id = d.task_id JOIN users u ON u.id IN (s.consumer_id, s.provider_id)
         WHERE d.id = $1`,
}
type Side = { id: string; email: string; locale: string; consumer: boolean }

/** Leaves a mail for the consumer and one for the provider, each in their language, in the caller's transaction. */
export async function mailBothSides(
  tx: Transaction,
  disputeId: string,
  toConsumer: QueuedMail['template'],
  toProvider: QueuedMail['template'],
): Promise<void> {
  const people = await prismaSql(tx).query<Side>(sides, [disputeId])
  for (const { consumer, ...user } of people) {
    const template = consumer ? toConsumer : toProvider
    const dedupeKey = `${template}:${disputeId}`
    await queueMail(tx, { dedupeKey, user, template, params: consumer ? { id: disputeId } : {} })
  }
}
