import type { Secret } from '@aetherflow/crypto/secret'
import { z } from 'zod'
import { bearer, type HttpClient } from '../../http/create-http-client.ts'
import { identifierOf } from '../../http/identifier-of.ts'
import type { CallOptions, KeyCheck } from '../image-upstream.ts'
import { readAnswer } from '../read-failure.ts'
import { readJson } from '../read-json.ts'
import { openaiDialect } from './openai-error.ts'
import { openaiModels } from './openai-models.ts'

const listSchema = z.object({ data: z.array(z.object({ id: z.string().max(256) })).max(10_000) })

/**
 * Checks a key by `GET /v1/models`, which is free and lists what the key's project may use. The organisation that pays is in
 * the header `openai-organization` of every answer. There is no call for a balance (it needs an admin key).
 */
export async function checkKey(
  client: HttpClient,
  key: Secret,
  { timeoutMs, signal }: CallOptions,
): Promise<KeyCheck> {
  const outcome = await client.send({
    method: 'GET',
    path: '/v1/models',
    headers: { accept: 'application/json', 'user-agent': 'aetherflow/0.1.0' },
    credential: bearer(key),
    timeoutMs,
    signal,
    maxBytes: 1024 * 1024,
  })
  const read = readAnswer(outcome, key, openaiDialect, Date.now())
  if ('failure' in read)
    return read.failure.kind === 'refused'
      ? { kind: 'refused', code: read.failure.code }
      : { kind: 'unknown' }
  const list = readJson(read.answer.body, listSchema)
  if (list === null) return { kind: 'refused', code: 'INVALID_ANSWER' }
  const offered = new Set(list.data.map((model) => model.id))
  const models = openaiModels
    .filter((model) => offered.has(model.vendorModel))
    .map((model) => model.published.id)
  // A key that may use none of our models is no use to anybody.
  if (models.length === 0) return { kind: 'refused', code: 'KEY_REFUSED' }
  const accountRef = identifierOf(read.answer.headers['openai-organization'], key)
  return { kind: 'valid', balanceE4: null, accountRef, models }
}
