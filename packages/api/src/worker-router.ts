import { adminWorkerRouter } from './admin/worker-router.ts'
import { disputesWorkerRouter } from './disputes/worker-router.ts'
import { gatewayWorkerRouter } from './gateway/worker-router.ts'
import { identityWorkerRouter } from './identity/worker-router.ts'
import { tasksWorkerRouter } from './tasks/worker-router.ts'
import { createCallerFactory, router } from './trpc.ts'
import { walletWorkerRouter } from './wallet/worker-router.ts'

/** The system's procedures. Never mounted on the browser's endpoint. */
export const workerRouter = router({
  identity: identityWorkerRouter,
  wallet: walletWorkerRouter,
  gateway: gatewayWorkerRouter,
  tasks: tasksWorkerRouter,
  disputes: disputesWorkerRouter,
  admin: adminWorkerRouter,
})

/** Calls the system's procedures in process, as the worker does today. */
export const createWorkerCaller = createCallerFactory(workerRouter)
