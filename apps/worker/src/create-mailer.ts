import type { Mailer } from '@aetherflow/integrations/mail/mailer'
import { createOutboxOnlyMailer } from '@aetherflow/integrations/mail/outbox-only/create-outbox-only-mailer'
import { createSmtpMailer } from '@aetherflow/integrations/mail/smtp/create-smtp-mailer'
import type { WorkerEnvironment } from './worker-environment.ts'

/** SMTP where one is set; otherwise mails stay readable in the outbox, so that a first start needs no mail server. */
export function createMailer(env: WorkerEnvironment): Mailer {
  if (env.SMTP_URL === undefined) return createOutboxOnlyMailer()
  return createSmtpMailer({ url: env.SMTP_URL, from: env.MAIL_FROM })
}
