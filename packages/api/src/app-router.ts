import { adminRouter } from './admin/router.ts'
import { disputesRouter } from './disputes/router.ts'
import { gatewayRouter } from './gateway/router.ts'
import { identityRouter } from './identity/router.ts'
import { tasksRouter } from './tasks/router.ts'
import { createCallerFactory, router } from './trpc.ts'
import { walletRouter } from './wallet/router.ts'

/** What browsers and developers reach. */
export const appRouter = router({
  identity: identityRouter,
  wallet: walletRouter,
  gateway: gatewayRouter,
  tasks: tasksRouter,
  disputes: disputesRouter,
  admin: adminRouter,
})

export type AppRouter = typeof appRouter

/** Calls procedures in process, with the same checks as over HTTP. */
export const createCaller = createCallerFactory(appRouter)
