/** One mail to one person. `messageId` is `<…@…>` and the same on every try, so that a mail client can drop a repeat. */
export type MailMessage = {
  to: string
  subject: string
  text: string
  html: string
  messageId: string
}

/**
 * `reason` is a code (`EENVELOPE 550`), never the server's prose. `permanent` means that trying the same mail again
 * cannot help; everything about our own server or credentials is temporary.
 */
export type MailOutcome = { kind: 'sent' } | { kind: 'refused'; permanent: boolean; reason: string }

/** The port to mail. Never throws and never retries: the outbox decides when to try again. */
export interface Mailer {
  send(message: MailMessage): Promise<MailOutcome>
}
