import { gzipSync, brotliCompressSync, deflateSync } from 'node:zlib'
import { Secret } from '@aetherflow/crypto/secret'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { oddHttpServer, oddTcpServer } from '../testing/odd-http-server.ts'
import { smtpInbox } from '../testing/smtp-inbox.ts'
import type { HttpCall } from './create-http-client.ts'
import { bearer, createHttpClient } from './create-http-client.ts'

const get = (extra: Partial<HttpCall> = {}): HttpCall => ({
  method: 'GET',
  path: '/thing',
  timeoutMs: 5000,
  ...extra,
})
const post = (extra: Partial<HttpCall> = {}): HttpCall =>
  get({
    method: 'POST',
    body: { bytes: Buffer.from('hello'), contentType: 'text/plain' },
    ...extra,
  })
const clientOf = (baseAddress: string) => createHttpClient({ baseAddress, allowedHosts: [] })

afterEach(() => vi.unstubAllEnvs())

describe('an answer read to its end', () => {
  it('carries status, headers and bytes, and the request carried what was asked', async () => {
    await using server = await oddHttpServer((response) => {
      response.writeHead(201, { 'x-thing': 'yes' }).end('good')
    })
    const outcome = await clientOf(`${server.url}/base/`).send(
      post({
        credential: bearer(new Secret('sk-test-0123456789')),
        headers: { accept: 'image/*' },
      }),
    )
    expect(outcome).toMatchObject({ kind: 'answer', status: 201, headers: { 'x-thing': 'yes' } })
    expect(outcome.kind === 'answer' && Buffer.from(outcome.body).toString()).toBe('good')
    expect(server.seen).toHaveLength(1)
    const request = server.seen[0]
    expect(request).toMatchObject({ method: 'POST', url: '/base/thing' })
    expect(request?.headers).toMatchObject({
      authorization: 'Bearer sk-test-0123456789',
      'accept-encoding': 'identity',
      'content-type': 'text/plain',
      'content-length': '5',
      accept: 'image/*',
    })
    expect(request?.body.toString()).toBe('hello')
  })

  it('sends no authorization header without a bearer', async () => {
    await using server = await oddHttpServer((response) => response.end())
    await clientOf(server.url).send(get())
    expect(server.seen[0]?.headers).not.toHaveProperty('authorization')
  })

  it.each([
    ['gzip', gzipSync('packed')],
    ['br', brotliCompressSync('packed')],
    ['deflate', deflateSync('packed')],
    ['identity', Buffer.from('packed')],
  ])('unpacks %s though it did not ask for it', async (coding, bytes) => {
    await using server = await oddHttpServer((response) =>
      response.writeHead(200, { 'content-encoding': coding }).end(bytes),
    )
    const outcome = await clientOf(server.url).send(get())
    expect(outcome.kind === 'answer' && Buffer.from(outcome.body).toString()).toBe('packed')
  })

  it('may be a redirect, which is not followed', async () => {
    await using other = await oddHttpServer((response) => response.end('stolen'))
    await using server = await oddHttpServer((response) =>
      response.writeHead(307, { location: `${other.url}/steal` }).end(),
    )
    const outcome = await clientOf(server.url).send(
      post({ credential: bearer(new Secret('sk-test-0123456789')) }),
    )
    expect(outcome).toMatchObject({ kind: 'answer', status: 307 })
    expect(other.seen).toEqual([])
  })

  it('comes straight from the host although the environment names a proxy', async () => {
    await using proxy = await oddHttpServer((response) => response.end('proxied'))
    await using server = await oddHttpServer((response) => response.end('direct'))
    for (const name of ['HTTP_PROXY', 'http_proxy', 'ALL_PROXY']) vi.stubEnv(name, proxy.url)
    vi.stubEnv('NODE_USE_ENV_PROXY', '1')
    const outcome = await clientOf(server.url).send(get())
    expect(outcome.kind === 'answer' && Buffer.from(outcome.body).toString()).toBe('direct')
    expect(proxy.seen).toEqual([])
  })

  it('comes over a connection of its own, so that no stale socket can lose a call', async () => {
    await using server = await oddHttpServer((response) => response.end())
    const client = clientOf(server.url)
    for (let call = 0; call < 3; call += 1) await client.send(get())
    expect(server.seen.map((request) => request.headers.connection)).toEqual([
      'close',
      'close',
      'close',
    ])
  })

  it('is accepted at exactly the cap', async () => {
    await using server = await oddHttpServer((response) => response.end('12345'))
    expect(await clientOf(server.url).send(get({ maxBytes: 5 }))).toMatchObject({ kind: 'answer' })
  })
})

describe('nothing sent', () => {
  it('when the port is closed', async () => {
    const server = await oddHttpServer((response) => response.end())
    await server[Symbol.asyncDispose]()
    expect(await clientOf(server.url).send(post())).toEqual({ kind: 'not-sent' })
  })

  it('when the name does not resolve', async () => {
    const client = createHttpClient({
      baseAddress: 'https://no-such-host.invalid',
      allowedHosts: ['no-such-host.invalid'],
    })
    expect(await client.send(post())).toEqual({ kind: 'not-sent' })
  })

  it('when the other side does not speak TLS', async () => {
    await using server = await oddTcpServer((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n'))
    const client = clientOf(`https://127.0.0.1:${server.port}`)
    expect(await client.send(post())).toEqual({ kind: 'not-sent' })
  })

  it("when the certificate is nobody's, though the environment says to trust it", async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
    let spoken = 0
    await using server = await smtpInbox({ secure: true, onConnect: () => (spoken += 1) })
    const client = clientOf(`https://127.0.0.1:${server.port}`)
    expect(await client.send(post())).toEqual({ kind: 'not-sent' })
    expect(spoken).toBe(0)
  })

  it('when the deadline passes in the middle of the TLS handshake', async () => {
    let received = Buffer.alloc(0)
    await using server = await oddTcpServer((socket) => {
      socket.on('data', (chunk) => {
        received = Buffer.concat([received, chunk])
      })
    })
    const client = clientOf(`https://127.0.0.1:${server.port}`)
    const outcome = await client.send(
      post({ timeoutMs: 150, credential: bearer(new Secret('sk-canary-0123456789')) }),
    )
    expect(outcome).toEqual({ kind: 'not-sent' })
    expect(received.includes('canary')).toBe(false)
  })

  it('when the signal had already fired', async () => {
    await using server = await oddHttpServer((response) => response.end())
    const outcome = await clientOf(server.url).send(post({ signal: AbortSignal.abort() }))
    expect(outcome).toEqual({ kind: 'not-sent' })
    expect(server.seen).toEqual([])
  })
})

describe('no readable answer after bytes were sent', () => {
  it('is a timeout when the server stays silent', async () => {
    await using server = await oddHttpServer(() => {})
    expect(await clientOf(server.url).send(post({ timeoutMs: 200 }))).toEqual({
      kind: 'no-answer',
      reason: 'timeout',
    })
    expect(server.seen).toHaveLength(1)
  })

  it('is a lost connection when the server hangs up', async () => {
    await using server = await oddHttpServer((response) => response.destroy())
    expect(await clientOf(server.url).send(post())).toEqual({
      kind: 'no-answer',
      reason: 'connection-lost',
    })
  })

  it('is a lost connection when the caller gives up', async () => {
    const giveUp = new AbortController()
    await using server = await oddHttpServer(() => giveUp.abort())
    const outcome = await clientOf(server.url).send(post({ signal: giveUp.signal }))
    expect(outcome).toEqual({ kind: 'no-answer', reason: 'connection-lost' })
  })

  it.each([
    ['is not HTTP', 'what do you want?\r\n\r\n'],
    ['has endless headers', `HTTP/1.1 200 OK\r\n${'x-more: 0123456789abcdef\r\n'.repeat(2000)}`],
    [
      'changes the protocol',
      'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n',
    ],
    ['has two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab'],
  ])('is unreadable when the answer %s', async (_name, text) => {
    await using server = await oddTcpServer((socket) =>
      socket.once('data', () => socket.write(text)),
    )
    const outcome = await clientOf(`http://127.0.0.1:${server.port}`).send(post())
    expect(outcome).toEqual({ kind: 'no-answer', reason: 'unreadable-answer' })
  })
})

describe('status known, body not', () => {
  it('when the body is shorter than announced', async () => {
    await using server = await oddHttpServer((response) => {
      response.writeHead(200, { 'content-length': '100' }).write('short')
      setImmediate(() => response.destroy())
    })
    const outcome = await clientOf(server.url).send(get())
    expect(outcome).toMatchObject({ kind: 'broken-answer', status: 200, reason: 'connection-lost' })
  })

  it('when the deadline passes while a body drips', async () => {
    await using server = await oddHttpServer((response) => {
      const drip = setInterval(() => response.write('.'), 20)
      response.once('close', () => clearInterval(drip))
    })
    const outcome = await clientOf(server.url).send(get({ timeoutMs: 250 }))
    expect(outcome).toMatchObject({ kind: 'broken-answer', status: 200, reason: 'timeout' })
  })

  it('when the body has one byte more than the cap', async () => {
    await using server = await oddHttpServer((response) => response.end('123456'))
    const outcome = await clientOf(server.url).send(get({ maxBytes: 5 }))
    expect(outcome).toMatchObject({ kind: 'broken-answer', reason: 'too-large' })
  })

  it('when the body never ends', async () => {
    await using server = await oddHttpServer((response) => {
      const pour = () => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536))) continue
      }
      response.on('drain', pour)
      pour()
    })
    const outcome = await clientOf(server.url).send(get({ maxBytes: 1_000_000 }))
    expect(outcome).toMatchObject({ kind: 'broken-answer', reason: 'too-large' })
  })

  it('when a small gzip body unfolds beyond the cap', async () => {
    const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024))
    await using server = await oddHttpServer((response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
    )
    expect(bomb.byteLength).toBeLessThan(100_000)
    expect(await clientOf(server.url).send(get())).toMatchObject({
      kind: 'broken-answer',
      reason: 'too-large',
    })
  })

  it.each([
    ['gzip', Buffer.from('not gzip')],
    ['gzip', gzipSync('cut off').subarray(0, 12)],
    ['zstd-from-the-future', Buffer.from('?')],
  ])('when the body is broken or unknown %s', async (coding, bytes) => {
    await using server = await oddHttpServer((response) =>
      response.writeHead(200, { 'content-encoding': coding }).end(bytes),
    )
    const outcome = await clientOf(server.url).send(get())
    expect(outcome).toMatchObject({
      kind: 'broken-answer',
      status: 200,
      reason: 'unreadable-answer',
    })
  })
})

describe('a call that may not leave', () => {
  const client = clientOf('http://127.0.0.1:1')

  it.each([
    '',
    'thing',
    '/',
    '//evil.example/x',
    '/a/../b',
    '/a?key=1',
    '/a#b',
    '/a\r\nx: y',
    '/%2e%2e',
    '/ä',
  ])('is refused for the path %j', async (path) => {
    await expect(client.send(get({ path }))).rejects.toThrow('path: not allowed')
  })

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, 600_001])(
    'is refused for a timeout of %s ms',
    async (timeoutMs) => {
      await expect(client.send(get({ timeoutMs }))).rejects.toThrow('timeoutMs out of range')
    },
  )
})
