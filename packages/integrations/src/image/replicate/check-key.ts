import type { Secret } from '@aetherflow/crypto/secret'
import { z } from 'zod'
import { bearer, type HttpClient } from '../../http/create-http-client.ts'
import { identifierOf } from '../../http/identifier-of.ts'
import type { CallOptions, KeyCheck } from '../image-upstream.ts'
import { readAnswer } from '../read-failure.ts'
import { readJson } from '../read-json.ts'
import { replicateDialect } from './replicate-dialect.ts'
import { replicateModels } from './replicate-models.ts'

const accountSchema = z.object({
  type: z.enum(['user', 'organization']),
  username: z.string().max(100),
})

/**
 * `GET /v1/account` → `{type, username, …}`: free; the name is the account that pays. There is no call for a balance, and every token
 * may run every official model.
 */
export async function checkKey(
  client: HttpClient,
  key: Secret,
  { timeoutMs, signal }: CallOptions,
): Promise<KeyCheck> {
  const outcome = await client.send({
    method: 'GET',
    path: '/v1/account',
    headers: { accept: 'application/json', 'user-agent': 'aetherflow/0.1.0' },
    credential: bearer(key),
    timeoutMs,
    signal,
    maxBytes: 65_536,
  })
  const read = readAnswer(outcome, key, replicateDialect, Date.now())
  if ('failure' in read)
    return read.failure.kind === 'refused'
      ? { kind: 'refused', code: read.failure.code }
      : { kind: 'unknown' }
  const account = readJson(read.answer.body, accountSchema)
  if (account === null) return { kind: 'refused', code: 'INVALID_ANSWER' }
  return {
    kind: 'valid',
    balanceE4: null,
    accountRef: identifierOf(`${account.type}:${account.username}`, key),
    models: replicateModels.map(({ published }) => published.id),
  }
}
