import { inspect } from 'node:util'
import { Secret } from '@aetherflow/crypto/secret'
import { expect, it } from 'vitest'
import { sharesTextWith } from '../../http/redact-detail.ts'
import { oddHttpServer } from '../../testing/odd-http-server.ts'
import { firstModel, fittingCall } from './fitting-call.ts'
import type { Under } from './setup.ts'

const canary = 'sk-sim-q7lmp2vxw9rtb4nkc8jdf1hgs6ya3uze5o'
const key = new Secret(canary)
const base64 = (text: string) => Buffer.from(text).toString('base64')
const echoes = {
  raw: canary,
  masked: `${canary.slice(0, 16)}*****${canary.slice(-10)}`,
  base64: base64(canary),
  'base64 of the header': base64(`Bearer ${canary}`),
  hex: Buffer.from(canary).toString('hex'),
  reversed: canary.split('').toReversed().join(''),
  'percent-encoded': [...Buffer.from(canary)].map((byte) => `%${byte.toString(16)}`).join(''),
}
const statuses = [200, 202, 302, 400, 401, 402, 403, 404, 422, 429, 500, 503]

/** Shapes in which vendors talk, each with the key wherever a text may stand. */
const shapesOf = (echo: string): string[] => [
  JSON.stringify({ id: echo, name: echo, errors: [echo], message: echo, request_id: echo }),
  JSON.stringify({ error: { message: echo, type: echo, code: echo, param: echo, status: echo } }),
  JSON.stringify({ detail: [{ msg: echo, type: echo, loc: [echo] }], status: echo, code: echo }),
  JSON.stringify({ detail: echo, title: echo, output: { task_id: echo, task_status: echo } }),
  JSON.stringify({ username: echo, type: echo, credits: echo, organizations: [{ id: echo }] }),
  `<html>${echo}</html>`,
]

/** Nothing of a key is in anything that a caller, a log or a table could get. */
export function hidingKeys(under: Under): void {
  it.each(Object.entries(echoes))(
    'says nothing of a key that the vendor repeats %s',
    async (_name, echo) => {
      for (const status of statuses) {
        const shapes = shapesOf(echo)
        let turn = 0
        await using server = await oddHttpServer((response) => {
          const named = {
            'x-request-id': echo,
            'request-id': echo,
            'retry-after': echo,
            seed: echo,
          }
          response.writeHead(status, { 'content-type': 'application/json', ...named })
          response.end(shapes[(turn += 1) % shapes.length])
        })
        const upstream = under.setup.create(server.url)
        const options = { timeoutMs: 300 }
        const said: unknown[] = []
        for (const _shape of shapes) {
          const call = fittingCall(under, firstModel(under), {
            key,
            timeoutMs: 300,
            onJob: async (job) => void said.push(job),
          })
          said.push(await upstream.generate(call))
          said.push(await upstream.checkKey(key, options))
          said.push(await upstream.balance(key, options))
        }
        const text = inspect(said, { depth: 20, showHidden: true })
        expect(sharesTextWith(text, key, 10), `${status}: ${text}`).toBe(false)
      }
    },
    120_000,
  )
}
