import { createTransport } from 'nodemailer'
import { mailMessageFault } from '../mail-message-fault.ts'
import type { Mailer, MailMessage, MailOutcome } from '../mailer.ts'
import { readSmtpFailure, readSmtpSuccess } from './read-smtp-result.ts'
import type { SmtpOptions } from './smtp-options.ts'
import { parseSmtpOptions } from './smtp-options.ts'

const defaultSendDeadlineMs = 30_000

/**
 * Mail over SMTP (nodemailer). One connection per mail and no retries: the outbox sends one mail at a time and
 * tries again itself. Files and addresses in a message are never fetched.
 * A connection lost after the body was sent counts as temporary, so a mail may arrive twice, under one messageId.
 * @throws Error for wrong options
 */
export function createSmtpMailer(options: SmtpOptions): Mailer {
  const settings = parseSmtpOptions(options)
  return {
    send: async (message) => {
      const fault = mailMessageFault(message)
      if (fault !== null) return { kind: 'refused', permanent: true, reason: fault }
      return within(settings.sendDeadlineMs ?? defaultSendDeadlineMs, deliver(settings, message))
    },
  }
}

async function deliver(settings: SmtpOptions, message: MailMessage): Promise<MailOutcome> {
  const { auth, tls } = settings
  const transport = createTransport({
    host: settings.host,
    port: settings.port,
    secure: tls === 'implicit',
    requireTLS: tls === 'starttls',
    ignoreTLS: tls === 'none',
    ...(auth === undefined ? {} : { auth: { user: auth.user, pass: auth.password.reveal() } }),
    tls: { rejectUnauthorized: true },
    connectionTimeout: 5000,
    greetingTimeout: 5000,
    socketTimeout: 15_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  try {
    const { to, subject, text, html, messageId } = message
    // An address object is taken as it is; a string would be parsed and could become a list.
    return readSmtpSuccess(
      await transport.sendMail({
        from: settings.from,
        to: { name: '', address: to },
        subject,
        text,
        html,
        messageId,
      }),
    )
  } catch (error) {
    return readSmtpFailure(error)
  } finally {
    transport.close()
  }
}

async function within(deadlineMs: number, delivery: Promise<MailOutcome>): Promise<MailOutcome> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<MailOutcome>((resolve) => {
    timer = setTimeout(
      () => resolve({ kind: 'refused', permanent: false, reason: 'ETIMEDOUT' }),
      deadlineMs,
    )
  })
  try {
    return await Promise.race([delivery, late])
  } finally {
    clearTimeout(timer)
  }
}
