import { creditHundredths } from '@aetherflow/db/quantities'
import { settle } from '../model/settle.ts'
import { submit } from '../model/submit.ts'
import { settle as settleSql } from '../settle.ts'
import { submit as submitSql } from '../submit.ts'
import { delivered, runOf } from './arrange.ts'
import { type Answer, both } from './both.ts'
import { attempt, type Pair } from './pair.ts'

/** Submitted, called and delivered in one go, on both sides: what a dispute or a chargeback is about. */
export async function performSale(
  pair: Pair,
  sale: { buyer: string; seller: string; price: number },
): Promise<Answer> {
  const { db, model } = pair
  const run = runOf(sale.buyer, { ceilings: [creditHundredths(BigInt(sale.price))] })
  const [{ taskId } = { taskId: '' }] = run.tasks
  const submitted = await both(
    async () => (await submitSql(db.web, run)).held,
    () => {
      const answer = submit(model, { ...run, tasks: [...run.tasks] })
      return 'held' in answer ? answer.held : answer
    },
  )
  const price = BigInt(sale.price)
  const claim = { taskId, providerId: sale.seller, price, state: 'dispatched' } as const
  if (!model.tasks.has(taskId)) return submitted
  const attemptId = await attempt(pair, claim)
  if (attemptId === null) return submitted
  const call = { taskId, attemptId, fence: model.tasks.get(taskId)?.fence ?? 0n }
  const imageHash = '0'.repeat(64)
  return both(
    () => settleSql(db.worker, delivered({ ...call, resourceId: '' }, imageHash)),
    () => settle(model, { ...call, imageHash }),
  )
}
