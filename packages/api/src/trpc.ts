import { isOutOfService } from '@aetherflow/db/out-of-service'
import { initTRPC, TRPCError } from '@trpc/server'
import type { RequestCtx, Role, UserActor, WorkerActor } from './context.ts'
import { describeError } from './describe-error.ts'
import { asDomainError, DomainError } from './domain-error.ts'
import { errorCodes } from './error-codes.ts'
import { toDomainError } from './to-domain-error.ts'
import { transformer } from './transformer.ts'

/** Who may call a procedure. A test refuses a procedure that does not say. */
type Policy = 'anyone' | 'user' | 'provider' | 'admin' | 'worker'
type ProcedureMeta = { policy: Policy }

const t = initTRPC
  .context<RequestCtx>()
  .meta<ProcedureMeta>()
  .create({
    transformer,
    isDev: false,
    sse: {
      ping: { enabled: true, intervalMs: 15_000 },
      client: { reconnectAfterInactivityMs: 35_000 },
      // A stream ends by itself, so that a session is read again.
      maxDurationMs: 5 * 60_000,
    },
    errorFormatter: ({ shape, error, ctx }) => describeError(shape, error, ctx),
  })

export const router = t.router
export const createCallerFactory = t.createCallerFactory

/** Maps what a verb threw to the transport, and logs what is ours to mend. */
const mapped = t.middleware(async ({ ctx, next, path }) => {
  const result = await next()
  if (result.ok) return result
  const { cause } = result.error
  const domain = asDomainError(cause) ?? toDomainError(cause)
  if (domain !== null) {
    logRefusal(ctx, path, domain.code)
    throw new TRPCError({ code: errorCodes[domain.code], message: domain.code, cause: domain })
  }
  if (result.error.code === 'INTERNAL_SERVER_ERROR') {
    if (isOutOfService(cause)) {
      ctx.deps.log.warn({ reason: reasonOf(cause), path }, 'database out of service')
      const unavailable = new DomainError('UNAVAILABLE')
      throw new TRPCError({
        code: errorCodes.UNAVAILABLE,
        message: 'UNAVAILABLE',
        cause: unavailable,
      })
    }
    ctx.deps.log.error({ err: cause, path, requestId: ctx.requestId }, 'procedure failed')
  }
  return result
})

// A person who quotes the reference of a refusal must be found; a flood must not fill the disk.
function logRefusal(ctx: RequestCtx, path: string, code: string): void {
  if (code === 'TOO_MANY_REQUESTS') return
  const userId = ctx.actor?.kind === 'user' ? ctx.actor.userId : null
  ctx.deps.log.info({ path, code, requestId: ctx.requestId, userId }, 'refused')
}

// A lost connection's error carries the whole client.
const reasonOf = (cause: unknown): string => (cause instanceof Error ? cause.message : 'unknown')

const base = t.procedure.use(mapped)

function asUser(ctx: RequestCtx): UserActor {
  if (ctx.actor?.kind !== 'user') throw new DomainError('UNAUTHENTICATED')
  if (ctx.actor.status === 'disabled') throw new DomainError('ACCOUNT_DISABLED')
  return ctx.actor
}

const limited = t.middleware(async ({ ctx, next, type }) => {
  if (type !== 'subscription' && ctx.actor?.kind !== 'worker') {
    const key = ctx.actor?.kind === 'user' ? ctx.actor.userId : ctx.address
    await ctx.deps.limiter.consume(type === 'mutation' ? 'mutation' : 'query', key)
  }
  return next()
})

const hasRole = (...roles: Role[]) =>
  t.middleware(({ ctx, next }) => {
    const actor = asUser(ctx)
    if (roles.length > 0 && !roles.includes(actor.role)) throw new DomainError('FORBIDDEN')
    return next({ ctx: { ...ctx, actor } })
  })

/** Anyone, signed in or not. */
export const anyoneProcedure = base.meta({ policy: 'anyone' }).use(limited)
/** A signed-in user whose account is not disabled. */
export const userProcedure = base.meta({ policy: 'user' }).use(hasRole()).use(limited)
/** Somebody who accepted the provider terms; admins do not inherit it. */
export const providerProcedure = base
  .meta({ policy: 'provider' })
  .use(hasRole('provider'))
  .use(limited)
/** An active admin; in production one who signs in with a second factor (design §7). */
export const adminProcedure = base
  .meta({ policy: 'admin' })
  .use(hasRole('admin'))
  .use(({ ctx, next }) => {
    if (ctx.actor.status !== 'active') throw new DomainError('ACCOUNT_FROZEN')
    if (ctx.deps.mode === 'production' && !ctx.actor.totp) throw new DomainError('TOTP_REQUIRED')
    return next()
  })
  .use(limited)
/** System procedures, never mounted on the browser's endpoint. */
export const workerProcedure = base.meta({ policy: 'worker' }).use(({ ctx, next }) => {
  if (ctx.actor?.kind !== 'worker') throw new DomainError('NOT_FOUND')
  const actor: WorkerActor = ctx.actor
  return next({ ctx: { ...ctx, actor } })
})
