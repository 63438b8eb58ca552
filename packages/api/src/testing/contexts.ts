import { randomUUID } from 'node:crypto'
import type { AnyoneCtx, Role, UserActor, UserCtx, WorkerCtx } from '../context.ts'
import type { Deps } from '../deps.ts'

export type TestUser = { id: string; email: string; role: Role }

/** Nobody signed in, from an address of its own, so that limits per address do not meet. */
export function anyoneCtx(deps: Deps, address: string = randomUUID()): AnyoneCtx {
  return { deps, requestId: randomUUID(), address, userAgent: 'test', locale: 'en', actor: null }
}

export function userCtx(deps: Deps, user: TestUser, differing: Partial<UserActor> = {}): UserCtx {
  const actor: UserActor = {
    kind: 'user',
    userId: user.id,
    role: user.role,
    status: 'active',
    emailVerified: true,
    totp: false,
    sessionId: randomUUID(),
    ...differing,
  }
  return { ...anyoneCtx(deps, '127.0.0.1'), actor }
}

export function workerCtx(deps: Deps, workerId = 'worker-test'): WorkerCtx {
  return { ...anyoneCtx(deps, ''), userAgent: '', actor: { kind: 'worker', workerId } }
}
