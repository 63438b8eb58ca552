import type { Handler } from '../http/router.ts'
import { sendJson } from '../http/send.ts'
import type { World } from '../world.ts'
import { accountRoute } from './account-route.ts'

/** `GET /v1/user/balance`: credits of the account behind the key, as a double. */
export function userBalance(world: World): Handler {
  return accountRoute(world, ({ response }, account) =>
    sendJson(response, 200, { credits: account.credits }),
  )
}
