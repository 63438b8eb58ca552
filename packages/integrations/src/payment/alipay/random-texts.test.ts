import { startSimulator } from '@aetherflow/simulator/start-simulator'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alipayWorld } from './testing/alipay-world.ts'
import type { AlipayWorld } from './testing/alipay-world.ts'

let world: AlipayWorld
beforeAll(async () => {
  world = await alipayWorld(startSimulator)
})
afterAll(() => world[Symbol.asyncDispose]())

describe('whatever the texts', () => {
  it('a subject is refused here, or Alipay takes it and signs it back', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }),
        fc.integer({ min: 1, max: 10_000_000_000 }),
        async (subject, amountMinor) => {
          const wanted = world.payment({ subject, amountMinor })
          const made = await world.gateway.createPayment(wanted).catch((error: unknown) => error)
          if (made instanceof Error) {
            expect(made).toMatchObject({ code: 'GATEWAY_REFUSED' })
            return
          }
          const number = world.deliveries.length + 1
          expect(await world.opened(wanted)).toBeDefined()
          world.simulator.settlePayment(wanted.orderId, 'paid')
          expect(world.gateway.verifyWebhook(await world.delivery(number))).toMatchObject({
            ok: true,
            event: { orderId: wanted.orderId, amountMinor },
          })
          const state = await world.gateway.queryPayment({ ...wanted, reference: null })
          expect(state).toMatchObject({ kind: 'paid', amountMinor })
        },
      ),
      { numRuns: 60 },
    )
  })

  it('a notification changed in any one field is refused, and one in another order is not', async () => {
    const number = world.deliveries.length + 1
    const wanted = await world.opened({ subject: '100% 额度' })
    world.simulator.settlePayment(wanted.orderId, 'paid')
    const { body, headers } = await world.delivery(number)
    const fields = [...new URLSearchParams(body)]
    const verdictOf = (pairs: [string, string][]) =>
      world.gateway.verifyWebhook({ body: new URLSearchParams(pairs).toString(), headers })
    fc.assert(
      fc.property(
        fc.nat({ max: fields.length - 1 }),
        fc.string({ unit: 'grapheme' }),
        fc.boolean(),
        (index, value, isName) => {
          const changed = fields.map(([name, old], at): [string, string] =>
            at !== index ? [name, old] : isName ? [value, old] : [name, value],
          )
          const isSame = isName ? value === fields[index]?.[0] : value === fields[index]?.[1]
          expect(verdictOf(changed).ok).toBe(isSame)
        },
      ),
      { numRuns: 300 },
    )
    fc.assert(
      fc.property(fc.shuffledSubarray(fields, { minLength: fields.length }), (shuffled) => {
        expect(verdictOf(shuffled)).toMatchObject({ ok: true, event: { orderId: wanted.orderId } })
      }),
      { numRuns: 50 },
    )
  })
})
