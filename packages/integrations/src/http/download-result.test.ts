import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { describe, expect, it } from 'vitest'
import type { OddServer } from '../testing/odd-http-server.ts'
import { oddHttpServer } from '../testing/odd-http-server.ts'
import { tinyPng, tinyWebp } from '../testing/tiny-images.ts'
import { createResultDownload } from './download-result.ts'

const hosts = ['.files.example.com']
const apiHosts = ['api.example.com']
const beside = (server: OddServer) =>
  createResultDownload({ baseAddress: `${server.url}/vendor`, apiHosts, hosts })
const options = { timeoutMs: 5000 }

describe('a result', () => {
  it('is fetched with nothing of ours in the request', async () => {
    await using server = await oddHttpServer((response) =>
      response.writeHead(200, { 'content-type': 'text/plain', 'set-cookie': 'a=b' }).end(tinyPng),
    )
    const download = beside(server)
    const address = `${server.url}/files/a.png?signature=b`
    expect(await download(address, options)).toMatchObject({ kind: 'bytes', format: 'png' })
    await download(address, options)
    expect(server.seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET /files/a.png?signature=b',
      'GET /files/a.png?signature=b',
    ])
    for (const { headers } of server.seen)
      expect(Object.keys(headers).toSorted()).toEqual([
        'accept',
        'accept-encoding',
        'connection',
        'host',
        'user-agent',
      ])
  })

  it.each([
    ['gzip', gzipSync(tinyWebp)],
    ['br', brotliCompressSync(tinyWebp)],
    ['deflate', deflateSync(tinyWebp)],
  ])('is unpacked from %s', async (coding, bytes) => {
    await using server = await oddHttpServer((response) =>
      response.writeHead(200, { 'content-encoding': coding }).end(bytes),
    )
    expect(await beside(server)(`${server.url}/a`, options)).toMatchObject({ format: 'webp' })
  })

  it('is asked for again after an answer that was none, and only then', async () => {
    let asked = 0
    await using server = await oddHttpServer((response) => {
      asked += 1
      if (asked === 1) response.writeHead(503).end()
      else if (asked === 2) response.destroy()
      else response.end(tinyPng)
    })
    expect(await beside(server)(`${server.url}/a`, options)).toMatchObject({ kind: 'bytes' })
    expect(asked).toBe(3)
  })

  it('stays unknown when no answer comes', async () => {
    await using server = await oddHttpServer(() => {})
    expect(await beside(server)(`${server.url}/a`, { timeoutMs: 200 })).toEqual({
      kind: 'unknown',
      reason: 'timeout',
    })
    await using closed = await oddHttpServer((response) => response.destroy())
    expect(await beside(closed)(`${closed.url}/a`, { timeoutMs: 600 })).toMatchObject({
      kind: 'unknown',
      reason: 'connection-lost',
    })
    const given = { timeoutMs: 5000, signal: AbortSignal.abort() }
    expect(await beside(closed)(`${closed.url}/a`, given)).toMatchObject({ kind: 'unknown' })
  })

  it.each([403, 404, 410])('is gone with status %d', async (status) => {
    await using server = await oddHttpServer((response) => response.writeHead(status).end())
    expect(await beside(server)(`${server.url}/a`, options)).toEqual({ kind: 'gone' })
    expect(server.seen).toHaveLength(1)
  })

  it('is unreadable when it is anything but a whole picture, and is not asked for again', async () => {
    const answers: [number, Record<string, string>, Buffer][] = [
      [200, { 'content-type': 'image/png' }, Buffer.from('<html>sorry</html>'.repeat(10))],
      [200, { 'content-type': 'image/png' }, Buffer.from('{"error":"sorry"}'.repeat(10))],
      [
        200,
        { 'content-type': 'image/svg+xml' },
        Buffer.from(`<svg onload="x()">${' '.repeat(99)}`),
      ],
      [200, { 'content-type': 'image/png' }, tinyPng.subarray(0, -1)],
      [200, { 'content-type': 'image/gif' }, Buffer.from(`GIF89a${'x'.repeat(99)}`)],
      [200, {}, Buffer.alloc(0)],
      [204, {}, Buffer.alloc(0)],
      [206, {}, tinyPng],
      [200, { 'content-encoding': 'gzip' }, Buffer.from('not gzip')],
    ]
    for (const [status, headers, body] of answers) {
      await using server = await oddHttpServer((response) =>
        response.writeHead(status, headers).end(body),
      )
      const found = await beside(server)(`${server.url}/a`, options)
      expect(found, `${status} ${JSON.stringify(headers)}`).toMatchObject({ kind: 'unreadable' })
      expect(server.seen).toHaveLength(1)
    }
  })

  it.each([
    ['gzip', gzipSync(Buffer.alloc(25_000_001))],
    ['br', brotliCompressSync(Buffer.alloc(25_000_001))],
  ])('is too large beyond 25,000,000 bytes, however small its %s', async (coding, body) => {
    await using server = await oddHttpServer((response) =>
      response.writeHead(200, { 'content-encoding': coding }).end(body),
    )
    expect(await beside(server)(`${server.url}/a`, options)).toEqual({ kind: 'too-large' })
    expect(server.seen).toHaveLength(1)
  })

  it.each([301, 302, 303, 307, 308])('is not looked for where a %d leads', async (status) => {
    await using tripwire = await oddHttpServer((response) => response.end(tinyPng))
    await using server = await oddHttpServer((response, { url }) =>
      url === '/b'
        ? response.end(tinyPng)
        : response
            .writeHead(status, { location: url === '/a' ? `${tripwire.url}/a` : '/b' })
            .end(tinyPng),
    )
    for (const path of ['/a', '/c'])
      expect(await beside(server)(`${server.url}${path}`, options)).toMatchObject({
        kind: 'unreadable',
      })
    expect(tripwire.seen).toEqual([])
    expect(server.seen.map(({ url }) => url)).toEqual(['/a', '/c'])
  })

  it('is not fetched from anywhere else', async () => {
    await using tripwire = await oddHttpServer((response) => response.end(tinyPng))
    await using server = await oddHttpServer((response) => response.end(tinyPng))
    for (const address of [
      `${tripwire.url}/a`,
      server.url.replace('127.0.0.1', 'localhost'),
      'https://a.files.example.com/a',
      `${server.url.replace('http://', 'http://user:password@')}/a`,
      null,
    ])
      expect(await beside(server)(address, options)).toEqual({
        kind: 'unreadable',
        detail: 'result address: not allowed',
      })
    expect([...tripwire.seen, ...server.seen]).toEqual([])
  })
})

describe('a result of the live vendor', () => {
  const vendor = setupServer()
  const download = createResultDownload({ baseAddress: 'https://api.example.com', apiHosts, hosts })

  it('comes over https from its hosts, without a credential', async () => {
    let seen: Headers | undefined
    vendor.use(
      http.get('https://a.files.example.com/a.png', ({ request }) => {
        seen = request.headers
        return HttpResponse.arrayBuffer(Uint8Array.from(tinyPng).buffer)
      }),
    )
    vendor.listen({ onUnhandledFrame: 'error' })
    const found = await download('https://a.files.example.com/a.png', options)
    vendor.close()
    expect(found).toMatchObject({ kind: 'bytes' })
    for (const name of ['authorization', 'cookie', 'x-key', 'x-goog-api-key', 'referer'])
      expect(seen?.has(name)).toBe(false)
  })

  it('does not come from loopback, nor from the host that takes the keys', async () => {
    await using tripwire = await oddHttpServer((response) => response.end(tinyPng))
    for (const address of [`${tripwire.url}/a`, 'https://api.example.com/a'])
      expect(await download(address, options)).toMatchObject({ kind: 'unreadable' })
    expect(tripwire.seen).toEqual([])
  })
})
