import { expect, test } from 'vitest'
import { addUser } from '../testing/arrange.ts'
import { codeOf } from '../testing/code-of.ts'
import { userCtx } from '../testing/contexts.ts'
import { court } from './testing/court.ts'
import { withdrawDispute } from './withdraw-dispute.ts'

const c = court()
const withdraw = (disputeId: string, user = c.consumer) =>
  codeOf(withdrawDispute(userCtx(c.test.deps, user), { disputeId }))

test('takes a dispute back, once, and leaves the task open to another one', async () => {
  const { id, taskId } = await c.dispute()
  const { disputes } = c.as(c.consumer)
  expect(await disputes.withdraw({ disputeId: id })).toMatchObject({
    stage: 'withdrawn',
    withdrawable: false,
  })
  expect(await disputes.withdraw({ disputeId: id })).toMatchObject({ stage: 'withdrawn' })
  expect(await c.auditOf(id)).toEqual(['disputes.open', 'disputes.withdraw'])
  expect(await disputes.window({ taskId })).toMatchObject({ open: true, disputeId: null })
  const again = await c.dispute({ taskId })
  expect(again.id).not.toBe(id)
})

test('refuses once it is decided', async () => {
  const { id } = await c.dispute()
  await c.decide(id, { decision: 'reject' })
  expect(await withdraw(id)).toBe('STATE_CHANGED')
})

test('knows no dispute of somebody else', async () => {
  const { id } = await c.dispute()
  expect(await withdraw(id, await addUser(c.test))).toBe('NOT_FOUND')
  expect(await withdraw(id, c.provider)).toBe('NOT_FOUND')
})
