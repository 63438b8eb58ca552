import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib'
import type { Behaviour, Exchange } from './hostile-proxy.ts'

/** Unfolds to far more than any adapter may hold; packed once, for it takes a second. */
const bombBytes = 80 * 1024 * 1024
const packed = new Map<string, Buffer>()
function bomb(pack: (bytes: Buffer) => Buffer): Buffer {
  const bytes = packed.get(pack.name) ?? pack(Buffer.alloc(bombBytes))
  packed.set(pack.name, bytes)
  return bytes
}

function quickBrotli(bytes: Buffer): Buffer {
  return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 3 } })
}

/** The same words for every request, whatever was asked. */
function always(name: string, answer: (exchange: Exchange) => void | Promise<void>): Behaviour {
  return {
    name,
    answer: (exchange) => {
      exchange.misbehaved()
      return answer(exchange)
    },
  }
}

function whole(
  name: string,
  status: number,
  headers: Record<string, string>,
  body: (exchange: Exchange) => Buffer | string,
): Behaviour {
  return always(name, (exchange) => {
    const { response } = exchange
    response.writeHead(status, headers).end(body(exchange))
  })
}

/** Bytes that no HTTP library would write. */
function raw(name: string, text: (exchange: Exchange) => string | Buffer): Behaviour {
  return always(name, (exchange) => {
    exchange.socket.write(text(exchange))
    exchange.socket.end()
  })
}

const json = { 'content-type': 'application/json' }
const png = { 'content-type': 'image/png' }
const ok = 'HTTP/1.1 200 OK\r\n'

function pour({ response }: Exchange, headers: Record<string, string>): void {
  response.writeHead(200, headers)
  const more = () => {
    while (!response.destroyed && response.write(Buffer.alloc(65_536, 0x41))) continue
  }
  response.on('drain', more)
  more()
}

export const endlessAnswers: readonly Behaviour[] = [
  always('a body without end', (exchange) => pour(exchange, png)),
  always('JSON without end', (exchange) => pour(exchange, json)),
  always('a body that drips for ever', ({ response }) => {
    response.writeHead(200, png)
    const drip = setInterval(() => response.write('.'), 20)
    response.once('close', () => clearInterval(drip))
  }),
  always('headers that drip for ever', ({ socket }) => {
    socket.write(ok)
    const drip = setInterval(() => socket.write('x-more: 1\r\n'), 20)
    socket.once('close', () => clearInterval(drip))
  }),
  always('silence', () => {}),
  always('an answer after everybody has gone', async ({ response, forward, send }) => {
    const answer = await forward()
    await new Promise((resolve) => response.once('close', resolve))
    if (!response.destroyed) send(answer)
  }),
  always('interim answers for ever', ({ socket }) => {
    const storm = setInterval(() => socket.write('HTTP/1.1 102 Processing\r\n\r\n'.repeat(50)), 10)
    socket.once('close', () => clearInterval(storm))
  }),
]

export const bombs: readonly Behaviour[] = [
  whole('a gzip bomb', 200, { ...png, 'content-encoding': 'gzip' }, () => bomb(gzipSync)),
  whole('a deflate bomb', 200, { ...png, 'content-encoding': 'deflate' }, () => bomb(deflateSync)),
  whole('a brotli bomb', 200, { ...json, 'content-encoding': 'br' }, () => bomb(quickBrotli)),
  whole('a coding of the future', 200, { ...json, 'content-encoding': 'zstd' }, () => 'KLUv/Q=='),
  whole('codings in each other', 200, { ...json, 'content-encoding': 'gzip, gzip' }, () =>
    gzipSync(gzipSync('{}')),
  ),
  whole('a broken gzip', 200, { ...json, 'content-encoding': 'gzip' }, () =>
    gzipSync('{"id":"a"}').subarray(0, 15),
  ),
]

const deep = 200_000

export const nonsense: readonly Behaviour[] = [
  whole('a page', 200, { 'content-type': 'text/html' }, () => '<!doctype html><h1>Hello</h1>'),
  whole('a page that says it is a picture', 200, png, () => '<!doctype html><h1>Hello</h1>'),
  whole('an empty object', 200, json, () => '{}'),
  whole('an empty body', 200, png, () => ''),
  whole('no content', 204, {}, () => ''),
  whole('a part of it', 206, { ...png, 'content-range': 'bytes 0-9/99' }, () => '0123456789'),
  whole('a status nobody knows', 599, json, () => '{}'),
  whole('a success nobody knows', 299, json, () => '{}'),
  whole('deep JSON', 200, json, () => '['.repeat(deep) + ']'.repeat(deep)),
  whole('deep JSON objects', 200, json, () => '{"id":'.repeat(deep) + '1' + '}'.repeat(deep)),
  whole(
    'a prototype',
    200,
    json,
    () => '{"__proto__":{"id":"a","status":"Ready"},"constructor":1}',
  ),
  whole('unicode junk', 200, json, () => '{"id":"\u202e\ufeff\u0000\ud800","status":"\u{1F4A3}"}'),
  whole('bytes that are no text', 200, json, () => Buffer.from([0xff, 0xfe, 0x00, 0xd8, 0x80])),
  whole('numbers beyond all numbers', 200, json, () => `{"id":1e9999,"cost":${'9'.repeat(5000)}}`),
  whole('an array for an object', 200, json, () => '[[],[[]],{},null,true]'),
]

export const brokenWires: readonly Behaviour[] = [
  always('a reset before the answer', ({ socket }) => void socket.resetAndDestroy()),
  always('a reset in the headers', ({ socket }) => {
    socket.write(`${ok}content-ty`, () => socket.resetAndDestroy())
  }),
  always('a reset in the body', ({ socket }) => {
    socket.write(`${ok}content-length: 1000\r\n\r\nhalf`, () => socket.resetAndDestroy())
  }),
  always('a body longer than it says', async ({ socket, forward }) => {
    const { body, headers } = await forward()
    const type = headers['content-type'] ?? 'image/png'
    const half = Math.floor(body.length / 2)
    socket.write(`${ok}content-type: ${type}\r\ncontent-length: ${half}\r\n\r\n`)
    socket.write(body)
    socket.end()
  }),
  always('a body that ends with the line, halfway', async ({ socket, forward }) => {
    const { body, headers } = await forward()
    socket.write(`${ok}content-type: ${headers['content-type'] ?? 'image/png'}\r\n\r\n`)
    socket.write(body.subarray(0, Math.floor(body.length / 2)))
    socket.end()
  }),
  raw('a body shorter than it says', () => `${ok}content-length: 999\r\n\r\nshort`),
  raw('two lengths', () => `${ok}content-length: 1\r\ncontent-length: 2\r\n\r\nab`),
  raw(
    'a length and chunks',
    () => `${ok}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
  ),
  raw('chunks of no size', () => `${ok}transfer-encoding: chunked\r\n\r\nxyz\r\nabc\r\n`),
  raw('no HTTP at all', () => 'SSH-2.0-OpenSSH_9.2\r\n'),
  raw('HTTP of before', () => '<html>since 1991</html>'),
  raw(
    'another protocol',
    () => 'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n',
  ),
  raw('huge headers', () => `${ok}x-more: ${'a'.repeat(200_000)}\r\n\r\n{}`),
  raw(
    'a header in a header',
    () => `${ok}x-request-id: a\r\n set-cookie: b=c\r\nx-request-id: \u0000\r\n\r\n{}`,
  ),
]

export const leadingAway: readonly Behaviour[] = [301, 302, 303, 307, 308].flatMap((status) => [
  always(`a ${status} to another server`, ({ response, tripwireUrl }) => {
    response.writeHead(status, { location: `${tripwireUrl}/moved` }).end()
  }),
  always(`a ${status} to the cloud's metadata`, ({ response }) => {
    response.writeHead(status, { location: 'http://169.254.169.254/latest/meta-data/' }).end()
  }),
])

/** The key in whatever is said: it must come back in nothing that we keep. */
export const echoes: readonly Behaviour[] = [200, 400, 401, 402, 403, 422, 429, 500, 503].map(
  (status) =>
    always(`the key in a ${status}`, ({ response, credential }) => {
      const key = credential.replace(/^(?:Bearer|Key) /, '')
      const header = { 'x-request-id': key, 'request-id': key, 'retry-after': key }
      response.writeHead(status, { ...json, ...header }).end(
        JSON.stringify({
          id: key,
          name: key,
          errors: [credential, key],
          message: `Incorrect API key provided: ${key}`,
          error: { code: key, message: credential, type: key },
          detail: [{ msg: key, type: key }],
          status: key,
          request_id: key,
          code: key,
        }),
      )
    }),
)
