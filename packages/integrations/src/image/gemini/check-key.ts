import type { Secret } from '@aetherflow/crypto/secret'
import { z } from 'zod'
import type { HttpClient } from '../../http/create-http-client.ts'
import type { CallOptions, KeyCheck } from '../image-upstream.ts'
import { readAnswer } from '../read-failure.ts'
import { readJson } from '../read-json.ts'
import { geminiDialect } from './gemini-error.ts'
import { geminiModels } from './gemini-models.ts'
import { googleKey } from './generate.ts'

const listSchema = z.object({ models: z.array(z.object({ name: z.string().max(256) })).max(1000) })

/**
 * Checks a key by `GET /v1beta/models`, which is free and lists what there is. Nothing names the project that pays, and there is
 * no balance.
 */
export async function checkKey(
  client: HttpClient,
  key: Secret,
  { timeoutMs, signal }: CallOptions,
): Promise<KeyCheck> {
  const outcome = await client.send({
    method: 'GET',
    path: '/v1beta/models',
    query: { pageSize: '1000' },
    headers: { accept: 'application/json', 'user-agent': 'aetherflow/0.1.0' },
    credential: googleKey(key),
    timeoutMs,
    signal,
    maxBytes: 1024 * 1024,
  })
  const read = readAnswer(outcome, key, geminiDialect, Date.now())
  if ('failure' in read)
    return read.failure.kind === 'refused'
      ? { kind: 'refused', code: read.failure.code }
      : { kind: 'unknown' }
  const list = readJson(read.answer.body, listSchema)
  if (list === null) return { kind: 'refused', code: 'INVALID_ANSWER' }
  const offered = new Set(list.models.map(({ name }) => name))
  const models = geminiModels
    .filter(({ vendorModel }) => offered.has(`models/${vendorModel}`))
    .map((model) => model.published.id)
  // A key that may use none of our models is no use to anybody.
  if (models.length === 0) return { kind: 'refused', code: 'KEY_REFUSED' }
  return { kind: 'valid', balanceE4: null, accountRef: null, models }
}
