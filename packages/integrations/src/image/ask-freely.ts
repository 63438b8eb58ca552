import { jsonHeaders } from './json-headers.ts'
import type { Credential, HttpClient } from '../http/create-http-client.ts'
import type { CallOptions, UpstreamErrorCode } from './image-upstream.ts'
import { type Answer, type Dialect, readAnswer } from './read-failure.ts'

type FreeCall = {
  path: string
  query?: Readonly<Record<string, string>>
  credential: Credential
  dialect: Dialect
}
/** What a key check or a balance says when the vendor gave no answer to read. */
export type NoAnswer = { kind: 'refused'; code: UpstreamErrorCode } | { kind: 'unknown' }

/** One call about a key that costs nothing: a list, an account, a balance. At most 1 MB is read. */
export async function askFreely(
  client: HttpClient,
  { path, query, credential, dialect }: FreeCall,
  { timeoutMs, signal }: CallOptions,
): Promise<{ answer: Answer } | { no: NoAnswer }> {
  const outcome = await client.send({
    method: 'GET',
    path,
    ...(query === undefined ? {} : { query }),
    headers: jsonHeaders,
    credential,
    timeoutMs,
    signal,
    maxBytes: 1024 * 1024,
  })
  const read = readAnswer(outcome, credential.key, dialect, Date.now())
  if ('answer' in read) return { answer: read.answer }
  const { failure } = read
  return {
    no: failure.kind === 'refused' ? { kind: 'refused', code: failure.code } : { kind: 'unknown' },
  }
}
