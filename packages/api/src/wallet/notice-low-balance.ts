import { creditHundredths, formatCredits } from '@aetherflow/db/quantities'
import { prismaSql } from '@aetherflow/db/sql'
import { noticeLowBalances } from '@aetherflow/ledger/notice-low-balances'
import type { WorkerCtx } from '../context.ts'
import { queueMail } from '../identity/queue-mail.ts'
import type { Batch } from './schemas.ts'

/** Mails whoever's credits fell below their mark since the last round: once per dip, at most once a UTC day. */
export async function noticeLowBalance(
  { deps }: WorkerCtx,
  { limit }: { limit: number },
): Promise<Batch> {
  const day = deps.clock.now().toISOString().slice(0, 10)
  const { transfers, mails } = await deps.prisma.$transaction(async (tx) => {
    const found = await noticeLowBalances(prismaSql(tx), { limit })
    for (const { userId, email, locale, remaining, mark } of found.wallets) {
      await queueMail(tx, {
        dedupeKey: `low_balance:${userId}:${day}`,
        user: { id: userId, email, locale },
        template: 'low_balance',
        params: {
          left: formatCredits(creditHundredths(remaining)),
          mark: formatCredits(creditHundredths(mark)),
        },
      })
    }
    return { transfers: found.transfers, mails: found.wallets.length }
  })
  if (mails > 0) deps.wake.send('outbox')
  return { processed: mails, more: transfers >= limit }
}
