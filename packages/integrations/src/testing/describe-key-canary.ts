import { inspect } from 'node:util'
import { Secret } from '@aetherflow/crypto/secret'
import { describe, expect, it } from 'vitest'
import { sharesTextWith } from '../http/redact-detail.ts'
import type { GenerateCall, ImageUpstream } from '../image/image-upstream.ts'
import { oddHttpServer } from './odd-http-server.ts'
import { tinyPng } from './tiny-images.ts'

export type KeyCanary = {
  create(options: { baseUrl?: string }): ImageUpstream
  /** A key of the vendor's own form. */
  key: string
  /** A good call, without its key. */
  call: Omit<GenerateCall, 'key'>
  /** The header that carries the key, with what stands before it: `authorization: Bearer `. */
  header: { name: string; before: string }
  /** Bodies of the vendor's own shapes that repeat a text wherever one fits. */
  bodies(echo: string): unknown[]
}

const statuses = [200, 302, 400, 401, 402, 403, 404, 429, 500, 502]

/** A key is sent in one header to one host, and comes back in nothing that we say, whatever the vendor repeats to us. */
export function describeKeyCanary(name: string, canary: KeyCanary): void {
  const key = new Secret(canary.key)
  const call: GenerateCall = { ...canary.call, key }
  const echoes = {
    raw: canary.key,
    masked: `${canary.key.slice(0, 12)}***********${canary.key.slice(-6)}`,
    base64: Buffer.from(canary.key).toString('base64'),
    hex: Buffer.from(canary.key).toString('hex'),
    'url-encoded': encodeURIComponent(`Bearer ${canary.key}`),
    reversed: canary.key.split('').toReversed().join(''),
  }
  const everythingSaid = async (upstream: ImageUpstream) => {
    const outcomes = await Promise.allSettled([
      upstream.generate(call),
      upstream.checkKey(key, { timeoutMs: 2000 }),
      upstream.balance(key, { timeoutMs: 2000 }),
    ])
    return outcomes
      .map((outcome) => inspect(outcome, { depth: 20, showHidden: true, maxStringLength: 4000 }))
      .join('\n')
  }

  describe(`a key of ${name}`, () => {
    it('goes out in its header alone', async () => {
      await using server = await oddHttpServer((response) => response.writeHead(500).end('{}'))
      await everythingSaid(canary.create({ baseUrl: server.url }))
      expect(server.seen.length).toBeGreaterThan(1)
      for (const { method, url, headers, body } of server.seen) {
        const { [canary.header.name]: shown, ...others } = headers
        expect(shown).toBe(`${canary.header.before}${canary.key}`)
        const rest = `${method} ${url} ${JSON.stringify(others)} ${body.toString('latin1')}`
        expect(sharesTextWith(rest, key, 12)).toBe(false)
      }
    })

    it.each(Object.entries(echoes))(
      'is never said again when it comes back %s',
      async (_, echo) => {
        for (const status of statuses) {
          for (const body of [...canary.bodies(echo), `<html>${echo}</html>`, { b64_json: echo }]) {
            await using server = await oddHttpServer((response) => {
              response.writeHead(status, {
                'content-type': 'application/json',
                'x-request-id': echo,
                'openai-organization': echo,
                'retry-after': echo,
                location: `/${echo}`,
              })
              response.end(typeof body === 'string' ? body : JSON.stringify(body))
            })
            const said = await everythingSaid(canary.create({ baseUrl: server.url }))
            expect(sharesTextWith(said, key, 8)).toBe(false)
          }
        }
      },
    )

    it('is not sent on by a redirect', async () => {
      await using elsewhere = await oddHttpServer((response) => response.end(tinyPng))
      await using server = await oddHttpServer((response) =>
        response.writeHead(307, { location: elsewhere.url }).end(),
      )
      await everythingSaid(canary.create({ baseUrl: server.url }))
      expect(elsewhere.seen).toEqual([])
    })

    it.each(['', 'sk-', `${canary.key} `, `${canary.key}\r\nx: y`, 'ключ-0123456789-0123456789'])(
      'is refused without a call when it reads %j',
      async (text) => {
        await using server = await oddHttpServer((response) => response.end())
        const upstream = canary.create({ baseUrl: server.url })
        const bad = new Secret(text)
        expect(upstream.hasKeyFormat(bad)).toBe(false)
        expect(await upstream.generate({ ...call, key: bad })).toMatchObject({
          code: 'KEY_REFUSED',
        })
        const refused = { kind: 'refused', code: 'KEY_REFUSED' }
        expect(await upstream.checkKey(bad, { timeoutMs: 1000 })).toEqual(refused)
        expect(await upstream.balance(bad, { timeoutMs: 1000 })).toEqual(refused)
        expect(server.seen).toEqual([])
      },
    )

    it.each(['https://evil.example', 'http://192.168.0.1:3001', 'nonsense'])(
      'is never taken to %s',
      (baseUrl) => expect(() => canary.create({ baseUrl })).toThrow(TypeError),
    )

    it('has the vendor’s form, and the simulator’s only beside the simulator', () => {
      const simulated = new Secret('sk-sim-0123456789')
      expect(canary.create({}).hasKeyFormat(key)).toBe(true)
      expect(canary.create({}).hasKeyFormat(simulated)).toBe(false)
      expect(canary.create({ baseUrl: 'http://127.0.0.1:9' }).hasKeyFormat(simulated)).toBe(true)
    })
  })
}
