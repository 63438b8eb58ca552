import type { Route } from '../http/router.ts'
import { payPageRoutes } from '../pages/pay-page-routes.ts'
import type { Outcome } from '../payments/payment.ts'
import type { World } from '../world.ts'
import type { SandboxIdentity } from './sandbox-api.ts'
import { sandboxApi } from './sandbox-api.ts'
import { sandboxLook } from './sandbox-look.ts'

const BUTTONS: Record<string, Outcome> = { pay: 'paid', cancel: 'cancelled', expire: 'expired' }

/** The sandbox gateway: a signed API for the merchant, a page for the buyer. */
export function sandboxRoutes(world: World, identity: SandboxIdentity): Route[] {
  return [
    ...sandboxApi(world, identity),
    ...payPageRoutes({
      path: /^\/sandbox\/pay\/([^/]+)$/,
      look: sandboxLook,
      find: (name) => world.sandbox.byId(name.replace(/^pay_/, '')),
      press: (payment, button) => {
        const outcome = BUTTONS[button]
        if (!outcome) return null
        world.sandbox.end(payment, outcome)
        return payment.returnUrl
      },
    }),
  ]
}
