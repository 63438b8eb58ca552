import { jsonHeaders } from '../json-headers.ts'
import type { Secret } from '@aetherflow/crypto/secret'
import type { HttpClient } from '../../http/create-http-client.ts'
import type { CallOptions, KeyCheck } from '../image-upstream.ts'
import { readFailure } from '../read-failure.ts'
import { falDialect } from './fal-dialect.ts'
import { falModels } from './fal-models.ts'

/** A request that nobody made. */
const nobodys = '00000000-0000-4000-8000-000000000000'

/**
 * There is no free call for a key of the usual scope (the billing API wants an admin's), so it is asked about a request that nobody made: a good
 * key hears 404, a bad one 401, a locked account 403. Neither account nor balance is named.
 */
export async function checkKey(
  client: HttpClient,
  key: Secret,
  { timeoutMs, signal }: CallOptions,
): Promise<KeyCheck> {
  const outcome = await client.send({
    method: 'GET',
    path: `/fal-ai/flux/requests/${nobodys}/status`,
    headers: jsonHeaders,
    credential: { header: 'authorization', scheme: 'Key', key },
    timeoutMs,
    signal,
    maxBytes: 65_536,
  })
  const failure = readFailure(outcome, key, falDialect, Date.now())
  const isNobodys = outcome.kind === 'answer' && outcome.status === 404
  if (isNobodys && falDialect.errorOf(outcome.body) !== null) {
    const models = falModels.map(({ published }) => published.id)
    return { kind: 'valid', balanceE4: null, accountRef: null, models }
  }
  if (failure === null) return { kind: 'refused', code: 'INVALID_ANSWER' }
  return failure.kind === 'refused' ? { kind: 'refused', code: failure.code } : { kind: 'unknown' }
}
