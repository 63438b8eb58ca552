import type { Secret } from '@aetherflow/crypto/secret'
import { bearer, type HttpClient } from '../../http/create-http-client.ts'
import type { CallOptions, UpstreamErrorCode } from '../image-upstream.ts'
import { parseJsonNumbersAsText } from '../parse-json-numbers-as-text.ts'
import { clientHeaders } from './client-headers.ts'
import { accountRefusalCode } from './refusal-code.ts'

export type AccountAnswer =
  | { kind: 'json'; json: unknown }
  | { kind: 'refused'; code: UpstreamErrorCode; status: number | null }
  | { kind: 'unknown' }

/**
 * One free v1 account call (balance, account, engines). Numbers of the document stay text (`NumberText`).
 * The body of a refusal is not even read: the v1 401 echoes the key.
 */
export async function accountCall(
  client: HttpClient,
  key: Secret,
  path: string,
  options: CallOptions,
): Promise<AccountAnswer> {
  const outcome = await client.send({
    method: 'GET',
    path,
    credential: bearer(key),
    headers: { ...clientHeaders, accept: 'application/json' },
    timeoutMs: options.timeoutMs,
    signal: options.signal,
    maxBytes: 1024 * 1024,
  })
  if (outcome.kind === 'not-sent') return { kind: 'refused', code: 'UNREACHABLE', status: null }
  if (outcome.kind === 'no-answer') return { kind: 'unknown' }
  if (outcome.status !== 200)
    return { kind: 'refused', code: accountRefusalCode(outcome.status), status: outcome.status }
  if (outcome.kind === 'broken-answer') return { kind: 'unknown' }
  const json = parseJsonNumbersAsText(Buffer.from(outcome.body).toString('utf8'))
  return json === undefined
    ? { kind: 'refused', code: 'INVALID_ANSWER', status: 200 }
    : { kind: 'json', json }
}
