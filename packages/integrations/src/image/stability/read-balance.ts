import type { Secret } from '@aetherflow/crypto/secret'
import { z } from 'zod'
import type { HttpClient } from '../../http/create-http-client.ts'
import { creditsE4 } from '../credits-e4.ts'
import type { BalanceOutcome, CallOptions } from '../image-upstream.ts'
import { NumberText } from '../parse-json-numbers-as-text.ts'
import { accountCall } from './account-call.ts'

const balanceSchema = z.object({ credits: z.instanceof(NumberText) })

/**
 * `GET /v1/user/balance` → `{"credits": 0.6336833840314097}`: credits, not dollars, and free to ask.
 * An overdrawn account reads as 0: nothing can be spent from it.
 */
export async function readBalance(
  client: HttpClient,
  key: Secret,
  options: CallOptions,
): Promise<BalanceOutcome> {
  const answer = await accountCall(client, key, '/v1/user/balance', options)
  if (answer.kind === 'refused') return { kind: 'refused', code: answer.code }
  if (answer.kind === 'unknown') return { kind: 'unknown' }
  const parsed = balanceSchema.safeParse(answer.json)
  const balanceE4 = parsed.success ? creditsE4(parsed.data.credits.text) : null
  if (balanceE4 === null) return { kind: 'refused', code: 'INVALID_ANSWER' }
  return { kind: 'balance', balanceE4: balanceE4 < 0n ? 0n : balanceE4 }
}
