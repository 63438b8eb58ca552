import type { Secret } from '@aetherflow/crypto/secret'
import { z } from 'zod'
import type { HttpClient } from '../../http/create-http-client.ts'
import { creditsE4 } from '../credits-e4.ts'
import type { CallOptions, UpstreamErrorCode } from '../image-upstream.ts'
import { NumberText } from '../parse-json-numbers-as-text.ts'
import { readAnswer } from '../read-failure.ts'
import { readJson } from '../read-json.ts'
import { bflDialect } from './bfl-dialect.ts'

const creditsSchema = z.object({ credits: z.instanceof(NumberText) })

/** `GET /v1/credits` → `{"credits": n}`: free to ask; one credit is one US cent. It also tells a good key from a bad one. */
export async function readBalance(
  client: HttpClient,
  key: Secret,
  { timeoutMs, signal }: CallOptions,
): Promise<
  | { kind: 'balance'; balanceE4: bigint }
  | { kind: 'refused'; code: UpstreamErrorCode }
  | { kind: 'unknown' }
> {
  const outcome = await client.send({
    method: 'GET',
    path: '/v1/credits',
    headers: { accept: 'application/json', 'user-agent': 'aetherflow/0.1.0' },
    credential: { header: 'x-key', scheme: null, key },
    timeoutMs,
    signal,
    maxBytes: 65_536,
  })
  const read = readAnswer(outcome, key, bflDialect, Date.now())
  if ('failure' in read)
    return read.failure.kind === 'refused'
      ? { kind: 'refused', code: read.failure.code }
      : { kind: 'unknown' }
  const credits = readJson(read.answer.body, creditsSchema, { numbersAsText: true })?.credits
  const balanceE4 = credits === undefined ? null : creditsE4(credits.text)
  if (balanceE4 === null) return { kind: 'refused', code: 'INVALID_ANSWER' }
  return { kind: 'balance', balanceE4: balanceE4 < 0n ? 0n : balanceE4 }
}
