import type { Secret } from '@aetherflow/crypto/secret'
import { z } from 'zod'
import { bearer, type HttpClient } from '../../http/create-http-client.ts'
import type { CallOptions, KeyCheck } from '../image-upstream.ts'
import { readAnswer } from '../read-failure.ts'
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
  { timeoutMs, signal }: CallOptions,
): Promise<KeyCheck> {
  const outcome = await client.send({
    method: 'GET',
    path: '/api/paas/v4/models',
    headers: { accept: 'application/json', 'user-agent': 'aetherflow/0.1.0' },
    credential: bearer(key),
    timeoutMs,
    signal,
    maxBytes: 1024 * 1024,
  })
  const read = readAnswer(outcome, key, zhipuDialect, Date.now())
  if ('failure' in read)
    return read.failure.kind === 'refused'
      ? { kind: 'refused', code: read.failure.code }
      : { kind: 'unknown' }
  if (readJson(read.answer.body, listSchema) === null)
    return { kind: 'refused', code: 'INVALID_ANSWER' }
  const models = zhipuModels.map((model) => model.published.id)
  return { kind: 'valid', balanceE4: null, accountRef: null, models }
}
