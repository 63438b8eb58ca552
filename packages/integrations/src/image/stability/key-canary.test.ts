import { inspect } from 'node:util'
import { Secret } from '@aetherflow/crypto/secret'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { sharesTextWith } from '../../http/redact-detail.ts'
import { oddHttpServer, oddTcpServer } from '../../testing/odd-http-server.ts'
import { tinyPng } from '../../testing/tiny-images.ts'
import type { GenerateCall, ImageUpstream } from '../image-upstream.ts'
import { createStability } from './create-stability.ts'

const canary = 'sk-CaNaRy7LmP2vXw9RtB4nKc8JdF1hGs6YaE3uZ'
const key = new Secret(canary)
const reversed = canary.split('').toReversed().join('')
const base64 = (text: string) => Buffer.from(text).toString('base64')
const hex = (text: string) => Buffer.from(text).toString('hex')

/** Every way in which a vendor could repeat the key to us. */
const echoes = {
  raw: canary,
  'after its prefix': canary.slice(3),
  masked: `${canary.slice(0, 7)}***********${canary.slice(-4)}`,
  base64: base64(canary),
  'base64 of the header': base64(`Bearer ${canary}`),
  base64url: Buffer.from(canary).toString('base64url'),
  hex: hex(canary),
  'upper-case hex': hex(canary).toUpperCase(),
  'url-encoded': encodeURIComponent(`Bearer ${canary}`),
  'percent-encoded': [...Buffer.from(canary)].map((byte) => `%${byte.toString(16)}`).join(''),
  reversed,
  'reversed base64': base64(reversed),
}

const call: GenerateCall = {
  key,
  model: 'stability:core',
  prompt: 'a lighthouse',
  aspectRatio: '1:1',
  outputFormat: 'png',
  attemptId: '0193-attempt',
  timeoutMs: 2000,
}

afterEach(() => vi.restoreAllMocks())

/** Runs every method and returns all that a caller, a log or the console could have seen of it. */
async function everythingSaid(
  upstream: ImageUpstream,
  change: Partial<GenerateCall> = {},
): Promise<string> {
  const said: unknown[] = []
  const record = (chunk: unknown) => {
    said.push(String(chunk))
    return true
  }
  vi.spyOn(process.stdout, 'write').mockImplementation(record)
  vi.spyOn(process.stderr, 'write').mockImplementation(record)
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const)
    vi.spyOn(console, method).mockImplementation(record)
  const options = { timeoutMs: 500 }
  const runs = [
    upstream.generate({ ...call, ...change }),
    upstream.checkKey(key, options),
    upstream.balance(key, options),
  ]
  for (const outcome of await Promise.allSettled(runs)) {
    said.push(
      inspect(outcome, { depth: 20, showHidden: true }),
      JSON.stringify(outcome, bigintAsText),
    )
  }
  vi.restoreAllMocks()
  return said.join('\n')
}

const bigintAsText = (_key: string, value: unknown) =>
  typeof value === 'bigint' ? String(value) : value

/** The forms of the key that a text holds. */
function leaksIn(said: string): string[] {
  const whole = Object.entries(echoes).filter(([, form]) => said.includes(form))
  const names = whole.map(([name]) => name)
  return sharesTextWith(said, key, 8) ? [...names, 'a piece'] : names
}

const statuses = [200, 202, 302, 400, 401, 402, 403, 404, 413, 422, 429, 500, 502, 503, 504]

describe('the search', () => {
  it.each(Object.entries(echoes))('finds the key %s', (_name, form) => {
    expect(leaksIn(`something ${form} else`)).not.toEqual([])
  })
})

describe('the key never shows', () => {
  describe.each(Object.entries(echoes))('when the vendor repeats it %s', (_name, echo) => {
    it.each(statuses)('with status %d', async (status) => {
      const shapes = [
        JSON.stringify({
          id: echo,
          name: echo,
          errors: [`Incorrect API key provided: ${echo}.`, echo],
        }),
        JSON.stringify({
          id: 'x',
          name: 'unauthorized',
          message: `Incorrect API key provided: ${echo}.`,
        }),
        JSON.stringify({
          id: echo,
          organizations: [{ id: echo, is_default: true }],
          credits: echo,
        }),
        `<html>${echo}</html>`,
      ]
      for (const shape of shapes) {
        await using server = await oddHttpServer((response) => {
          const named = {
            'x-request-id': echo,
            'finish-reason': echo,
            seed: echo,
            'retry-after': echo,
            location: `/${echo}`,
          }
          response.writeHead(status, { 'content-type': 'application/json', ...named }).end(shape)
        })
        expect(leaksIn(await everythingSaid(createStability({ baseUrl: server.url })))).toEqual([])
      }
    })
  })

  it('when a good picture comes with it as request id', async () => {
    await using server = await oddHttpServer((response) =>
      response.writeHead(200, { 'content-type': 'image/png', 'x-request-id': canary }).end(tinyPng),
    )
    expect(leaksIn(await everythingSaid(createStability({ baseUrl: server.url })))).toEqual([])
  })

  it('when the connection breaks, before or after the answer began', async () => {
    const answers = [
      '',
      'nonsense\r\n\r\n',
      `HTTP/1.1 200 ${canary}\r\ncontent-length: 99\r\n\r\n${canary}`,
    ]
    for (const text of answers) {
      await using server = await oddTcpServer((socket) =>
        socket.once('data', () => socket.end(text)),
      )
      expect(
        leaksIn(
          await everythingSaid(createStability({ baseUrl: `http://127.0.0.1:${server.port}` })),
        ),
      ).toEqual([])
    }
  })

  it('when nothing listens, does not speak TLS, or never answers', async () => {
    const gone = await oddHttpServer(() => {})
    await gone[Symbol.asyncDispose]()
    expect(leaksIn(await everythingSaid(createStability({ baseUrl: gone.url })))).toEqual([])
    await using plain = await oddTcpServer((socket) => socket.end('no TLS here'))
    expect(
      leaksIn(
        await everythingSaid(createStability({ baseUrl: `https://127.0.0.1:${plain.port}` })),
      ),
    ).toEqual([])
    await using silent = await oddHttpServer(() => {})
    expect(
      leaksIn(await everythingSaid(createStability({ baseUrl: silent.url }), { timeoutMs: 300 })),
    ).toEqual([])
  })

  it('when the call itself is wrong', async () => {
    await using server = await oddHttpServer((response) => response.end())
    const wrong = [
      { aspectRatio: canary },
      { model: canary },
      { stylePreset: canary },
      { attemptId: `${canary}\n` },
      { timeoutMs: -1 },
    ]
    for (const change of wrong)
      expect(
        leaksIn(await everythingSaid(createStability({ baseUrl: server.url }), change)),
      ).toEqual([])
  })

  it('when a broken key could end up in a header error', async () => {
    const upstream = createStability({ baseUrl: 'http://127.0.0.1:1' })
    const outcome = await upstream.generate({ ...call, key: new Secret(`${canary}\r\nx: y`) })
    expect(
      leaksIn(
        `${inspect(outcome)} ${JSON.stringify(call)} ${inspect(call, { showHidden: true, depth: 9 })}`,
      ),
    ).toEqual([])
  })
})
