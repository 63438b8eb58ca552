import { Secret } from '@aetherflow/crypto/secret'
import type { Mailer } from '@aetherflow/integrations/mail/mailer'
import { createOutboxOnlyMailer } from '@aetherflow/integrations/mail/outbox-only/create-outbox-only-mailer'
import { createSmtpMailer } from '@aetherflow/integrations/mail/smtp/create-smtp-mailer'
import type { WorkerEnvironment } from './worker-environment.ts'

/** SMTP where one is set; otherwise mails stay readable in the outbox, so that a first start needs no mail server. */
export function createMailer(env: WorkerEnvironment): Mailer {
  if (env.SMTP_URL === undefined) return createOutboxOnlyMailer()
  const { hostname, port, protocol, username, password } = new URL(env.SMTP_URL)
  const implicit = protocol === 'smtps:'
  const loopback = ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  return createSmtpMailer({
    host: hostname,
    port: port === '' ? (implicit ? 465 : 587) : Number(port),
    // Mail may go in the clear only where it does not leave the machine.
    tls: implicit ? 'implicit' : loopback ? 'none' : 'starttls',
    from: env.MAIL_FROM,
    ...(username === ''
      ? {}
      : {
          auth: {
            user: decodeURIComponent(username),
            password: new Secret(decodeURIComponent(password)),
          },
        }),
  })
}
