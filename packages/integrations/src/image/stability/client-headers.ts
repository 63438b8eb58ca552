import { userAgent } from '../../http/user-agent.ts'

/** Names us to the vendor on every call; each value ≤ 256 characters (v2beta document). */
export const clientHeaders: Readonly<Record<string, string>> = {
  'stability-client-id': 'aetherflow',
  'stability-client-version': '0.1.0',
  'user-agent': userAgent,
}
