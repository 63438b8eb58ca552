import type { Secret } from '@aetherflow/crypto/secret'
import { z } from 'zod'
import type { HttpClient } from '../../http/create-http-client.ts'
import { askFreely, type NoAnswer } from '../ask-freely.ts'
import { creditsE4 } from '../credits-e4.ts'
import type { CallOptions } from '../image-upstream.ts'
import { NumberText } from '../parse-json-numbers-as-text.ts'
import { readJson } from '../read-json.ts'
import { bflDialect } from './bfl-dialect.ts'

const creditsSchema = z.object({ credits: z.instanceof(NumberText) })

/** `GET /v1/credits` → `{"credits": n}`: free to ask; one credit is one US cent. It also tells a good key from a bad one. */
export async function readBalance(
  client: HttpClient,
  key: Secret,
  options: CallOptions,
): Promise<{ kind: 'balance'; balanceE4: bigint } | NoAnswer> {
  const credential = { header: 'x-key', scheme: null, key } as const
  const call = { path: '/v1/credits', credential, dialect: bflDialect }
  const asked = await askFreely(client, call, options)
  if ('no' in asked) return asked.no
  const credits = readJson(asked.answer.body, creditsSchema, { numbersAsText: true })?.credits
  const balanceE4 = credits === undefined ? null : creditsE4(credits.text)
  if (balanceE4 === null) return { kind: 'refused', code: 'INVALID_ANSWER' }
  return { kind: 'balance', balanceE4: balanceE4 < 0n ? 0n : balanceE4 }
}
