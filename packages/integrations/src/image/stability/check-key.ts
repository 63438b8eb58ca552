import type { Secret } from '@aetherflow/crypto/secret'
import { z } from 'zod'
import type { HttpClient } from '../../http/create-http-client.ts'
import { identifierOf } from '../../http/identifier-of.ts'
import type { CallOptions, KeyCheck } from '../image-upstream.ts'
import { accountCall } from './account-call.ts'
import { readBalance } from './read-balance.ts'
import { stabilityModels } from './stability-models.ts'

const accountSchema = z.object({
  id: z.string().max(128),
  organizations: z
    .array(z.object({ id: z.string().max(128), is_default: z.boolean().optional() }))
    .max(1000),
})
const enginesSchema = z.array(z.object({ id: z.string().max(256) })).max(10_000)

/**
 * Checks a key by three free calls: its balance, the account behind it, and the engines it may use.
 * The three share one deadline. `accountRef` is the default organisation, because the balance belongs to it, or
 * else the user. Every valid key may call every v2beta model, so `models` is the whole list.
 */
export async function checkKey(
  client: HttpClient,
  key: Secret,
  options: CallOptions,
): Promise<KeyCheck> {
  const endsAtMs = performance.now() + options.timeoutMs
  const remaining = (): CallOptions => ({
    ...options,
    timeoutMs: Math.max(1, endsAtMs - performance.now()),
  })

  const balance = await readBalance(client, key, remaining())
  if (balance.kind === 'not-offered') return { kind: 'refused', code: 'INVALID_ANSWER' }
  if (balance.kind !== 'balance') return balance

  const account = await accountCall(client, key, '/v1/user/account', remaining())
  if (account.kind !== 'json')
    return account.kind === 'unknown' ? account : { kind: 'refused', code: account.code }
  const accountRef = accountRefOf(account.json, key)
  if (accountRef === null) return { kind: 'refused', code: 'INVALID_ANSWER' }

  const engines = await accountCall(client, key, '/v1/engines/list', remaining())
  if (engines.kind === 'unknown') return engines
  // The list is v1's and gone from the current document: its absence says nothing against the key.
  const retired = engines.kind === 'refused' && (engines.status === 404 || engines.status === 410)
  if (engines.kind === 'refused' && !retired) return { kind: 'refused', code: engines.code }
  if (engines.kind === 'json' && !enginesSchema.safeParse(engines.json).success)
    return { kind: 'refused', code: 'INVALID_ANSWER' }

  return {
    kind: 'valid',
    balanceE4: balance.balanceE4,
    accountRef,
    models: stabilityModels.map((model) => model.id),
  }
}

function accountRefOf(json: unknown, key: Secret): string | null {
  const parsed = accountSchema.safeParse(json)
  if (!parsed.success) return null
  const { id, organizations } = parsed.data
  const organization =
    organizations.find((candidate) => candidate.is_default === true) ??
    (organizations.length === 1 ? organizations[0] : undefined)
  return identifierOf(organization?.id ?? id, key)
}
