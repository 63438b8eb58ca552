import type { Secret } from '@aetherflow/crypto/secret'
import { z } from 'zod'
import { bearer, type HttpClient } from '../../http/create-http-client.ts'
import { askFreely } from '../ask-freely.ts'
import type { CallOptions, KeyCheck } from '../image-upstream.ts'
import { readJson } from '../read-json.ts'
import { zhipuDialect } from './zhipu-error.ts'
import { zhipuModels } from './zhipu-models.ts'

const listSchema = z.object({ data: z.array(z.object({ id: z.string().max(256) })).max(10_000) })

/**
 * Checks a key by `GET /api/paas/v4/models`, which is free. The list is of chat models, so it says nothing about what may be
 * drawn. No call names the account or its balance.
 */
export async function checkKey(
  client: HttpClient,
  key: Secret,
  options: CallOptions,
): Promise<KeyCheck> {
  const call = { path: '/api/paas/v4/models', credential: bearer(key), dialect: zhipuDialect }
  const asked = await askFreely(client, call, options)
  if ('no' in asked) return asked.no
  if (readJson(asked.answer.body, listSchema) === null)
    return { kind: 'refused', code: 'INVALID_ANSWER' }
  const models = zhipuModels.map((model) => model.published.id)
  return { kind: 'valid', balanceE4: null, accountRef: null, models }
}
