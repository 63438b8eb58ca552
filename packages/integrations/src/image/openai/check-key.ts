import type { Secret } from '@aetherflow/crypto/secret'
import { z } from 'zod'
import { bearer, type HttpClient } from '../../http/create-http-client.ts'
import { identifierOf } from '../../http/identifier-of.ts'
import { askFreely } from '../ask-freely.ts'
import type { CallOptions, KeyCheck } from '../image-upstream.ts'
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
  options: CallOptions,
): Promise<KeyCheck> {
  const call = { path: '/v1/models', credential: bearer(key), dialect: openaiDialect }
  const asked = await askFreely(client, call, options)
  if ('no' in asked) return asked.no
  const list = readJson(asked.answer.body, listSchema)
  if (list === null) return { kind: 'refused', code: 'INVALID_ANSWER' }
  const offered = new Set(list.data.map((model) => model.id))
  const models = openaiModels
    .filter((model) => offered.has(model.vendorModel))
    .map((model) => model.published.id)
  // A key that may use none of our models is no use to anybody.
  if (models.length === 0) return { kind: 'refused', code: 'KEY_REFUSED' }
  const accountRef = identifierOf(asked.answer.headers['openai-organization'], key)
  return { kind: 'valid', balanceE4: null, accountRef, models }
}
