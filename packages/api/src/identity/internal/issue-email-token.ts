import { newToken } from '@aetherflow/crypto/token'
import type { Prisma } from '@aetherflow/db/prisma'
import type { Deps } from '../../deps.ts'
import { queueMail } from '../queue-mail.ts'

type Transaction = Pick<Prisma, 'emailToken' | 'outboxMessage'>
type Recipient = { id: string; email: string; locale: string }

const lifetimeMs = { verify_email: 24 * 3_600_000, reset_password: 3_600_000 } as const

/** Makes a single-use token (a day to verify, an hour to reset) and queues its mail in the same transaction. */
export async function issueEmailToken(
  tx: Transaction,
  deps: Deps,
  user: Recipient,
  kind: 'verify_email' | 'reset_password',
): Promise<void> {
  const now = deps.clock.now()
  const { token, tokenHash } = newToken()
  const row = await tx.emailToken.create({
    data: {
      userId: user.id,
      kind,
      tokenHash,
      expiresAt: new Date(now.getTime() + lifetimeMs[kind]),
      createdAt: now,
    },
  })
  await queueMail(tx, { dedupeKey: `${kind}:${row.id}`, user, template: kind, params: { token } })
}
