import { Secret } from '@aetherflow/crypto/secret'
import { describe, expect, it, vi } from 'vitest'
import { oddTcpServer } from '../../testing/odd-http-server.ts'
import { smtpInbox } from '../../testing/smtp-inbox.ts'
import { describeMailer, goodMessage } from '../contract.ts'
import { createSmtpMailer } from './create-smtp-mailer.ts'
import type { SmtpOptions } from './smtp-options.ts'

const from = { name: 'Aetherflow', address: 'hello@aetherflow.example' }
const mailerAt = (port: number, change: Partial<SmtpOptions> = {}) =>
  createSmtpMailer({ host: '127.0.0.1', port, tls: 'none', from, ...change })
const smtpError = (responseCode: number) =>
  Object.assign(new Error('no, and here is your password'), { responseCode })

describeMailer('SMTP', async () => {
  const inbox = await smtpInbox()
  return {
    mailer: mailerAt(inbox.port),
    delivers: true,
    received: () => inbox.messages,
    clear: () => inbox.clear(),
    close: () => inbox[Symbol.asyncDispose](),
  }
})

describe('SMTP', () => {
  it.each([
    [550, true],
    [552, true],
    [450, false],
  ])('reads a recipient refused with %d as permanent: %s', async (status, permanent) => {
    await using inbox = await smtpInbox({
      onRcptTo: (_address, _session, done) => done(smtpError(status)),
    })
    expect(await mailerAt(inbox.port).send(goodMessage)).toEqual({
      kind: 'refused',
      permanent,
      reason: `EENVELOPE ${status}`,
    })
  })

  it.each([
    [554, true],
    [451, false],
  ])('reads a mail refused after its body with %d as permanent: %s', async (status, permanent) => {
    await using inbox = await smtpInbox({
      onData: (stream, _session, done) =>
        stream.resume().once('end', () => done(smtpError(status))),
    })
    expect(await mailerAt(inbox.port).send(goodMessage)).toEqual({
      kind: 'refused',
      permanent,
      reason: `EMESSAGE ${status}`,
    })
  })

  it('counts a wrong password as ours to mend, and shows neither it nor the answer', async () => {
    await using inbox = await smtpInbox({
      authOptional: false,
      onAuth: (_auth, _session, done) => done(smtpError(535)),
    })
    const auth = { user: 'mailer', password: new Secret('correct-horse') }
    const outcome = await mailerAt(inbox.port, { auth }).send(goodMessage)
    expect(outcome).toEqual({ kind: 'refused', permanent: false, reason: 'EAUTH 535' })
  })

  it('signs in with the password inside the secret', async () => {
    let password = ''
    await using inbox = await smtpInbox({
      authOptional: false,
      onAuth: (auth, _session, done) => {
        password = auth.password ?? ''
        done(null, { user: auth.username })
      },
    })
    const auth = { user: 'mailer', password: new Secret('correct-horse') }
    expect(await mailerAt(inbox.port, { auth }).send(goodMessage)).toEqual({ kind: 'sent' })
    expect(password).toBe('correct-horse')
  })

  it('is temporarily refused when nothing listens, and never throws', async () => {
    const inbox = await smtpInbox()
    await inbox[Symbol.asyncDispose]()
    expect(await mailerAt(inbox.port).send(goodMessage)).toMatchObject({
      kind: 'refused',
      permanent: false,
    })
  })

  it.each(['', 'HTTP/1.1 400 Bad Request\r\n\r\n', '421 busy\r\n', '220 hi\r\n'])(
    'is temporarily refused when the server says %j and hangs up',
    async (greeting) => {
      await using server = await oddTcpServer((socket) => socket.end(greeting))
      expect(await mailerAt(server.port).send(goodMessage)).toMatchObject({
        kind: 'refused',
        permanent: false,
      })
    },
  )

  it('gives up on a server that keeps answering and never finishes', async () => {
    await using server = await oddTcpServer((socket) => {
      const drip = setInterval(() => socket.write('220-wait\r\n'), 20)
      socket.once('close', () => clearInterval(drip))
    })
    const outcome = await mailerAt(server.port, { sendDeadlineMs: 200 }).send(goodMessage)
    expect(outcome).toEqual({ kind: 'refused', permanent: false, reason: 'ETIMEDOUT' })
  })

  it('does not send in clear when the server offers no TLS but it is required', async () => {
    await using inbox = await smtpInbox()
    expect(await mailerAt(inbox.port, { tls: 'starttls' }).send(goodMessage)).toMatchObject({
      kind: 'refused',
      permanent: false,
    })
    expect(inbox.messages).toEqual([])
  })

  it("does not give its password to a server with nobody's certificate", async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
    let asked = 0
    await using inbox = await smtpInbox({
      secure: true,
      onAuth: (auth, _session, done) => {
        asked += 1
        done(null, { user: auth.username })
      },
    })
    const auth = { user: 'mailer', password: new Secret('correct-horse') }
    const outcome = await mailerAt(inbox.port, { tls: 'implicit', auth }).send(goodMessage)
    vi.unstubAllEnvs()
    expect(outcome).toMatchObject({ kind: 'refused', permanent: false })
    expect({ asked, messages: inbox.messages }).toEqual({ asked: 0, messages: [] })
  })

  it('does not try again by itself', async () => {
    let tries = 0
    await using inbox = await smtpInbox({
      onMailFrom: (_address, _session, done) => {
        tries += 1
        done(smtpError(451))
      },
    })
    await mailerAt(inbox.port).send(goodMessage)
    expect(tries).toBe(1)
  })

  it('sends only the headers that belong there, from the configured address', async () => {
    await using inbox = await smtpInbox()
    await mailerAt(inbox.port).send({ ...goodMessage, text: 'Bcc: all@example.com\n\n.\nQUIT' })
    expect(inbox.messages[0]?.text).toBe('Bcc: all@example.com\n\n.\nQUIT')
    expect(inbox.rawHeaders[0]).not.toContain('bcc')
    expect(inbox.rawHeaders[0]?.filter((header) => header === 'to')).toHaveLength(1)
  })

  it('takes an IPv6 loopback as a URL writes it', () => {
    expect(() => mailerAt(2525, { host: '[::1]' })).not.toThrow()
  })

  it.each<[string, Partial<SmtpOptions>]>([
    ['without TLS', { host: 'mail.example.com' }],
    ['host', { host: 'mail.example.com\r\nx' }],
    ['port', { port: 0 }],
    ['name', { from: { name: 'A\r\nBcc: x', address: 'a@b.example' } }],
    ['address', { from: { name: 'A', address: 'nobody' } }],
  ])('refuses options and names what is wrong: %s', (named, change) => {
    expect(() => mailerAt(2525, change)).toThrow(named)
  })
})
