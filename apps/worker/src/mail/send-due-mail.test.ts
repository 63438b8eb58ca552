import { signUp } from '@aetherflow/api/testing/sign-up'
import type { Mailer } from '@aetherflow/integrations/mail/mailer'
import { createSmtpMailer } from '@aetherflow/integrations/mail/smtp/create-smtp-mailer'
import { smtpInbox } from '@aetherflow/integrations/testing/smtp-inbox'
import { expect, it } from 'vitest'
import { workerMarket } from '../testing/worker-market.ts'
import { sendDueMail } from './send-due-mail.ts'

const market = workerMarket()
const from = { name: 'Aetherflow', address: 'no-reply@example.test' }
const mailerTo = (port: number): Mailer =>
  createSmtpMailer({ host: '127.0.0.1', port, tls: 'none', from })

async function stateOf(email: string) {
  const { rows } = await market.test.admin.query(
    `SELECT state, attempts FROM outbox_messages WHERE recipient = $1`,
    [email],
  )
  return rows[0]
}

it('sends each mail once, with the link that confirms the address', async () => {
  await using inbox = await smtpInbox()
  const { email } = await signUp(market.test)
  await sendDueMail(market.caller, mailerTo(inbox.port))
  await sendDueMail(market.caller, mailerTo(inbox.port))
  const mails = inbox.messages.filter(({ to }) => to === email)
  expect(mails).toHaveLength(1)
  expect(mails[0]?.text).toContain(market.test.deps.publicUrl)
  expect(await stateOf(email)).toMatchObject({ state: 'sent', attempts: 1 })
})

it('comes back to a mail that the server would not take now', async () => {
  const answers = [451, 250]
  await using inbox = await smtpInbox({
    onRcptTo: (_address, _session, done) => {
      const responseCode = answers.shift() ?? 250
      if (responseCode === 250) done()
      else done(Object.assign(new Error('try again later'), { responseCode }))
    },
  })
  const { email } = await signUp(market.test)
  await sendDueMail(market.caller, mailerTo(inbox.port))
  expect(await stateOf(email)).toMatchObject({ state: 'queued' })
  await market.test.clock.advance(60 * 60_000)
  await sendDueMail(market.caller, mailerTo(inbox.port))
  expect(inbox.messages.filter(({ to }) => to === email)).toHaveLength(1)
  expect(await stateOf(email)).toMatchObject({ state: 'sent' })
})

it('gives up a mail that the server will never take', async () => {
  await using inbox = await smtpInbox({
    onRcptTo: (_address, _session, done) =>
      done(Object.assign(new Error('no such person'), { responseCode: 550 })),
  })
  const { email } = await signUp(market.test)
  await sendDueMail(market.caller, mailerTo(inbox.port))
  expect(await stateOf(email)).toMatchObject({ state: 'failed' })
})

it('sends one mail although others fail', async () => {
  const one = await signUp(market.test)
  const two = await signUp(market.test)
  const sent: string[] = []
  const mailer: Mailer = {
    send: async ({ to }) => {
      if (to === one.email) return { kind: 'refused', permanent: true, reason: 'no' }
      sent.push(to)
      return { kind: 'sent' }
    },
  }
  await sendDueMail(market.caller, mailer)
  expect(sent).toContain(two.email)
})
