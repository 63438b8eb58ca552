import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Mailer, MailMessage } from './mailer.ts'

/** `received` holds what arrived, in order; an adapter that delivers to nobody says so. */
export type MailerSetup = {
  mailer: Mailer
  delivers: boolean
  received(): readonly MailMessage[]
  clear(): void
  close(): Promise<void>
}

/** A message that every mailer must take. */
export const goodMessage: MailMessage = {
  to: 'lin@example.com',
  subject: 'Welcome, 林 — confirm your address',
  text: 'Your code is 123456.\nSee you!',
  html: '<p>Your code is <b>123456</b>.</p>',
  messageId: '<0193-welcome@aetherflow.example>',
}

/** What every mailer must do; each adapter's test runs it. */
export function describeMailer(name: string, setup: () => Promise<MailerSetup>): void {
  describe(`${name} as mailer`, () => {
    let under: MailerSetup

    beforeAll(async () => {
      under = await setup()
    })
    beforeEach(() => under.clear())
    afterAll(() => under.close())

    it('takes a good message', async () => {
      expect(await under.mailer.send(goodMessage)).toEqual({ kind: 'sent' })
      expect(under.received()).toEqual(under.delivers ? [goodMessage] : [])
    })

    it('takes the same message again under the same id', async () => {
      await under.mailer.send(goodMessage)
      expect(await under.mailer.send(goodMessage)).toEqual({ kind: 'sent' })
    })

    it.each([
      ['to', { to: 'lin@example.com\r\nBcc: all@example.com' }],
      ['to', { to: 'lin@example.com, all@example.com' }],
      ['to', { to: 'Lin <lin@example.com>' }],
      ['to', { to: 'lin' }],
      ['to', { to: '' }],
      ['to', { to: `${'x'.repeat(250)}@example.com` }],
      ['subject', { subject: 'Hello\r\nBcc: all@example.com' }],
      ['subject', { subject: 'Hello\u2028there' }],
      ['subject', { subject: '' }],
      ['subject', { subject: 'x'.repeat(201) }],
      ['messageId', { messageId: '<a@b>\r\nBcc: all@example.com' }],
      ['messageId', { messageId: 'no-brackets@example.com' }],
      ['text', { text: '' }],
      ['text', { text: 'x'.repeat(100_001) }],
      ['html', { html: 'x'.repeat(500_001) }],
    ])('refuses for good a message with a bad %s (%#)', async (field, change) => {
      const outcome = await under.mailer.send({ ...goodMessage, ...change })
      expect(outcome).toEqual({
        kind: 'refused',
        permanent: true,
        reason: `MESSAGE_INVALID ${field}`,
      })
      expect(under.received()).toEqual([])
    })
  })
}
