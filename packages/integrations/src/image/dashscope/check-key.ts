import type { Secret } from '@aetherflow/crypto/secret'
import { z } from 'zod'
import { bearer, type HttpClient } from '../../http/create-http-client.ts'
import type { CallOptions, KeyCheck, PublishedModel } from '../image-upstream.ts'
import { readAnswer } from '../read-failure.ts'
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
  { timeoutMs, signal }: CallOptions,
  models: readonly PublishedModel[],
): Promise<KeyCheck> {
  const outcome = await client.send({
    method: 'GET',
    path: '/compatible-mode/v1/models',
    headers: { accept: 'application/json', 'user-agent': 'aetherflow/0.1.0' },
    credential: bearer(key),
    timeoutMs,
    signal,
    maxBytes: 1024 * 1024,
  })
  const read = readAnswer(outcome, key, dashscopeDialect, Date.now())
  if ('failure' in read)
    return read.failure.kind === 'refused'
      ? { kind: 'refused', code: read.failure.code }
      : { kind: 'unknown' }
  if (readJson(read.answer.body, listSchema) === null)
    return { kind: 'refused', code: 'INVALID_ANSWER' }
  return { kind: 'valid', balanceE4: null, accountRef: null, models: models.map(({ id }) => id) }
}
