import { type CreditHundredths, creditHundredths } from '@aetherflow/db/quantities'
import type { LedgerDatabase } from './ledger-database.ts'

/** The inner door `loss_payment`, which only the queue's `pay_loss` calls: as its owner. */
export async function payLoss(
  db: LedgerDatabase,
  call: { attemptId: string },
): Promise<CreditHundredths> {
  const [row] = await db.run<{ paid: bigint }>('SELECT ledger.loss_payment($1::uuid) AS paid', [
    call.attemptId,
  ])
  return creditHundredths(row?.paid ?? 0n)
}

/** What the worker calls: pays the call that has been due the longest; answers it. */
export async function payNextLoss(db: LedgerDatabase): Promise<string | null> {
  const text = 'SELECT queue.pay_loss() AS attempt'
  const [row] = await db.worker.query<{ attempt: string | null }>({ name: '', text }, [])
  return row?.attempt ?? null
}
