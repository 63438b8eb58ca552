import type { IncomingMessage } from 'node:http'
import type { World } from '../world.ts'
import type { Account } from './accounts.ts'

export type Caller =
  | { kind: 'caller'; key: string; account: Account }
  | { kind: 'missing' }
  | { kind: 'wrong'; key: string }

/** Reads `Authorization: Bearer …` and looks the key up. */
export function authorize(world: World, request: IncomingMessage): Caller {
  const key = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  if (key === undefined) return { kind: 'missing' }
  const found = world.accounts.find(key)
  return found.kind === 'known'
    ? { kind: 'caller', key, account: found.account }
    : { kind: 'wrong', key }
}
