import type { Mailer } from '@aetherflow/integrations/mail/mailer'
import type { WorkerCaller } from '../worker-caller.ts'

const batch = 20

/** Sends what waits in the outbox, one after the other: SMTP servers dislike crowds. */
export async function sendDueMail(
  caller: WorkerCaller,
  mailer: Mailer,
): Promise<{ more: boolean }> {
  const { mails } = await caller.identity.claimMail({ limit: batch })
  for (const { id, ...mail } of mails) {
    await caller.identity.reportMail({ id, result: await mailer.send(mail) })
  }
  return { more: mails.length === batch }
}
