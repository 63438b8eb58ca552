import { hashPassword } from '@aetherflow/crypto/password'
import { prismaSql } from '@aetherflow/db/sql'
import { isUniqueViolation } from '@aetherflow/db/unique-violation'
import { openAccounts } from '@aetherflow/ledger/open-accounts'
import { audit } from '../audit.ts'
import type { AnyoneCtx } from '../context.ts'
import { assertStrongPassword } from './internal/password-rules.ts'
import { issueEmailToken } from './internal/issue-email-token.ts'
import { queueMail } from './queue-mail.ts'
import type { Done, Register } from './schemas.ts'

/**
 * Opens an account and mails the confirmation. An address that is known already gets another mail and
 * the same answer after the same work, so that nobody learns who is a member.
 */
export async function register(ctx: AnyoneCtx, input: Register): Promise<Done> {
  const { deps } = ctx
  await deps.limiter.consume('register', ctx.address)
  assertStrongPassword(input.password, input.email)
  const passwordHash = await hashPassword(input.password)
  try {
    await createUser(ctx, input, passwordHash)
  } catch (error) {
    if (!isUniqueViolation(error, 'users_email_key')) throw error
    await tellOwner(ctx, input.email)
  }
  deps.wake.send('outbox')
  return { done: true }
}

async function createUser(ctx: AnyoneCtx, input: Register, passwordHash: string): Promise<void> {
  await ctx.deps.prisma.$transaction(async (tx) => {
    const user = await tx.user.create({
      data: { email: input.email, passwordHash, locale: input.locale },
    })
    const sql = prismaSql(tx)
    await openAccounts(sql, user.id)
    await issueEmailToken(tx, ctx.deps, user, 'verify_email')
    await audit(sql, ctx, { action: 'identity.register', subjectKind: 'user', subjectId: user.id })
  })
}

async function tellOwner(ctx: AnyoneCtx, email: string): Promise<void> {
  const { deps } = ctx
  const user = await deps.prisma.user.findUnique({ where: { email } })
  if (user === null) return
  // At most one such mail an hour, however often somebody tries.
  const hour = deps.clock.now().toISOString().slice(0, 13)
  await queueMail(deps.prisma, {
    dedupeKey: `already_registered:${user.id}:${hour}`,
    user,
    template: 'already_registered',
    params: {},
  })
}
