import type { Secret } from '@aetherflow/crypto/secret'
import { z } from 'zod'
import { bearer, type HttpClient } from '../../http/create-http-client.ts'
import { identifierOf } from '../../http/identifier-of.ts'
import { askFreely } from '../ask-freely.ts'
import type { CallOptions, KeyCheck } from '../image-upstream.ts'
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
  options: CallOptions,
): Promise<KeyCheck> {
  const call = { path: '/v1/account', credential: bearer(key), dialect: replicateDialect }
  const asked = await askFreely(client, call, options)
  if ('no' in asked) return asked.no
  const account = readJson(asked.answer.body, accountSchema)
  if (account === null) return { kind: 'refused', code: 'INVALID_ANSWER' }
  return {
    kind: 'valid',
    balanceE4: null,
    accountRef: identifierOf(`${account.type}:${account.username}`, key),
    models: replicateModels.map(({ published }) => published.id),
  }
}
