import { callbackify } from 'node:util'
import { simpleParser } from 'mailparser'
import type { SMTPServerDataStream, SMTPServerOptions, SMTPServerSession } from 'smtp-server'
import { SMTPServer } from 'smtp-server'
import type { MailMessage } from '../mail/mailer.ts'

export type SmtpInbox = {
  port: number
  messages: MailMessage[]
  rawHeaders: string[][]
  clear(): void
  [Symbol.asyncDispose](): Promise<void>
}

/** A real SMTP server on a free port that keeps what it receives. */
export async function smtpInbox(options: SMTPServerOptions = {}): Promise<SmtpInbox> {
  const messages: MailMessage[] = []
  const rawHeaders: string[][] = []
  const keep = async (stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> => {
    const mail = await simpleParser(stream)
    const { rcptTo } = session.envelope
    rawHeaders.push(mail.headerLines.map((header) => header.key))
    messages.push({
      to: rcptTo.map((recipient) => recipient.address).join(', '),
      subject: mail.subject ?? '',
      text: (mail.text ?? '').trimEnd(),
      html: (typeof mail.html === 'string' ? mail.html : '').trimEnd(),
      messageId: mail.messageId ?? '',
    })
  }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: callbackify(keep),
    ...options,
  })
  server.on('error', () => {})
  const listening = server.listen(0, '127.0.0.1')
  await new Promise<void>((resolve) => listening.once('listening', resolve))
  const address = listening.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    messages,
    rawHeaders,
    clear: () => {
      messages.length = 0
      rawHeaders.length = 0
    },
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
