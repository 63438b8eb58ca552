import type { Deps } from './deps.ts'

export type Role = 'consumer' | 'provider' | 'admin'

export type UserActor = {
  kind: 'user'
  userId: string
  role: Role
  status: 'active' | 'frozen' | 'disabled'
  emailVerified: boolean
  /** A second factor is enrolled. */
  totp: boolean
  sessionId: string
}
export type WorkerActor = { kind: 'worker'; workerId: string }

/** What a request knows before any procedure runs. */
export type RequestCtx = {
  deps: Deps
  requestId: string
  actor: UserActor | WorkerActor | null
  /** Client address as the server trusts it; empty in process. */
  address: string
  userAgent: string
  locale: 'en' | 'zh-CN'
}
export type AnyoneCtx = RequestCtx
export type UserCtx = RequestCtx & { actor: UserActor }
export type WorkerCtx = RequestCtx & { actor: WorkerActor }
