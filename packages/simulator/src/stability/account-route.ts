import { setTimeout as sleep } from 'node:timers/promises'
import type { Exchange, Handler } from '../http/router.ts'
import type { World } from '../world.ts'
import type { Account } from './accounts.ts'
import { authorize } from './authorize.ts'
import { incorrectKeyMessage, sendV1Error } from './errors.ts'

/** Checks the key as v1 does, lets a planned fault pass first, then answers. */
export function accountRoute(
  world: World,
  answer: (exchange: Exchange, account: Account) => void,
): Handler {
  return async (exchange) => {
    const { request, response } = exchange
    const caller = authorize(world, request)
    if (caller.kind === 'missing')
      return sendV1Error(response, 'unauthorized', 'missing authorization header')
    if (caller.kind === 'wrong')
      return sendV1Error(response, 'unauthorized', incorrectKeyMessage(caller.key))
    const scenario = world.scenarios.take({ key: caller.key, kind: 'account' })
    switch (scenario?.fault) {
      case undefined:
        break
      case 'unauthorized':
        return sendV1Error(response, 'unauthorized', incorrectKeyMessage(caller.key))
      case 'rate-limited':
        return sendV1Error(response, 'rate_limit_exceeded', 'You have exceeded the rate limit.')
      case 'hang':
        return
      case 'html':
        response
          .writeHead(200, { 'content-type': 'text/html' })
          .end('<!doctype html><h1>Please stand by</h1>')
        return
      case 'slow':
        await sleep(scenario?.delayMs ?? 20_000)
        break
      case 'drop-before-reading':
      case 'drop-after-billing':
        request.socket.destroy()
        return
      default:
        return sendV1Error(response, 'server_error', 'An unexpected server error has occurred.')
    }
    if (!world.rateLimit.allow(caller.key))
      return sendV1Error(response, 'rate_limit_exceeded', 'You have exceeded the rate limit.')
    answer(exchange, caller.account)
  }
}
