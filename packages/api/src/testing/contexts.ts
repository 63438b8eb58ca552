import { randomUUID } from 'node:crypto'
import type { Role, UserCtx, WorkerCtx } from '../context.ts'
import type { Deps } from '../deps.ts'

export type TestUser = { id: string; email: string; role: Role }

export function userCtx(deps: Deps, user: TestUser): UserCtx {
  return {
    deps,
    requestId: randomUUID(),
    address: '127.0.0.1',
    userAgent: 'test',
    locale: 'en',
    actor: {
      kind: 'user',
      userId: user.id,
      role: user.role,
      status: 'active',
      emailVerified: true,
      sessionId: randomUUID(),
    },
  }
}

export function workerCtx(deps: Deps, workerId = 'worker-test'): WorkerCtx {
  return {
    deps,
    requestId: randomUUID(),
    address: '',
    userAgent: '',
    locale: 'en',
    actor: { kind: 'worker', workerId },
  }
}
