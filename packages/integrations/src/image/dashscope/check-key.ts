import type { Secret } from '@aetherflow/crypto/secret'
import { z } from 'zod'
import { bearer, type HttpClient } from '../../http/create-http-client.ts'
import { askFreely } from '../ask-freely.ts'
import type { CallOptions, KeyCheck, PublishedModel } from '../image-upstream.ts'
import { readJson } from '../read-json.ts'
import { dashscopeDialect } from './dashscope-error.ts'

const listSchema = z.object({ data: z.array(z.object({ id: z.string().max(256) })).max(10_000) })

/**
 * Checks a key by `GET /compatible-mode/v1/models`, which is free. The list is of chat models, so it says nothing about what
 * may be drawn. Account and balance need another credential of Alibaba Cloud.
 */
export async function checkKey(
  client: HttpClient,
  key: Secret,
  options: CallOptions,
  models: readonly PublishedModel[],
): Promise<KeyCheck> {
  const call = {
    path: '/compatible-mode/v1/models',
    credential: bearer(key),
    dialect: dashscopeDialect,
  }
  const asked = await askFreely(client, call, options)
  if ('no' in asked) return asked.no
  if (readJson(asked.answer.body, listSchema) === null)
    return { kind: 'refused', code: 'INVALID_ANSWER' }
  return { kind: 'valid', balanceE4: null, accountRef: null, models: models.map(({ id }) => id) }
}
