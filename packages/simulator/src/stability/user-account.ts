import type { Handler } from '../http/router.ts'
import { sendJson } from '../http/send.ts'
import type { World } from '../world.ts'
import { accountRoute } from './account-route.ts'

/** `GET /v1/user/account`: two keys of one account show the same ids. */
export function userAccount(world: World): Handler {
  return accountRoute(world, ({ response }, { id }) =>
    sendJson(response, 200, {
      id: `user-${id}`,
      email: `${id.toLowerCase()}@simulator.invalid`,
      organizations: [
        { id: `org-${id}`, name: 'Simulated organization', role: 'OWNER', is_default: true },
      ],
      profile_picture: 'https://simulator.invalid/profile.png',
    }),
  )
}
