import type { Secret } from '@aetherflow/crypto/secret'
import { z } from 'zod'
import type { HttpClient } from '../../http/create-http-client.ts'
import { askFreely } from '../ask-freely.ts'
import type { CallOptions, KeyCheck } from '../image-upstream.ts'
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
  options: CallOptions,
): Promise<KeyCheck> {
  const call = {
    path: '/v1beta/models',
    query: { pageSize: '1000' },
    credential: googleKey(key),
    dialect: geminiDialect,
  }
  const asked = await askFreely(client, call, options)
  if ('no' in asked) return asked.no
  const list = readJson(asked.answer.body, listSchema)
  if (list === null) return { kind: 'refused', code: 'INVALID_ANSWER' }
  const offered = new Set(list.models.map(({ name }) => name))
  const models = geminiModels
    .filter(({ vendorModel }) => offered.has(`models/${vendorModel}`))
    .map((model) => model.published.id)
  // A key that may use none of our models is no use to anybody.
  if (models.length === 0) return { kind: 'refused', code: 'KEY_REFUSED' }
  return { kind: 'valid', balanceE4: null, accountRef: null, models }
}
