import { mailMessageFault } from '../mail-message-fault.ts'
import type { Mailer } from '../mailer.ts'

/**
 * For the demo: takes every good mail and sends none; the demo shows the outbox's own rows instead.
 * A bad message is refused as a server's adapter would, so that the demo hides no mistake.
 */
export function createOutboxOnlyMailer(): Mailer {
  return {
    send: (message) => {
      const fault = mailMessageFault(message)
      return Promise.resolve(
        fault === null ? { kind: 'sent' } : { kind: 'refused', permanent: true, reason: fault },
      )
    },
  }
}
