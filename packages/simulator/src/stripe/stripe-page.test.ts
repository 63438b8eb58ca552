import { describe, expect, it } from 'vitest'
import type { StripeShop } from './testing/with-stripe.ts'
import { withStripe } from './testing/with-stripe.ts'

async function openedPage(shop: StripeShop) {
  const { body } = await shop.post('/v1/checkout/sessions', shop.session())
  const url = String(body['url'])
  const page = await (await fetch(url)).text()
  const token = /name="token" value="([^"]+)"/.exec(page)?.[1] ?? ''
  const press = (button: string, own = token) =>
    fetch(url, {
      method: 'POST',
      body: new URLSearchParams({ button, token: own }),
      redirect: 'manual',
    })
  return { id: String(body['id']), url, page, press }
}
const stateOf = async (shop: StripeShop, id: string) => {
  const { body } = await shop.get(`/v1/checkout/sessions/${id}?expand[0]=payment_intent`)
  const intent = body['payment_intent'] as { status: string } | null
  return [body['status'], body['payment_status'], intent?.status]
}

describe('the checkout page', () => {
  it('takes a card, tells the shop and goes back with the session’s id', async () => {
    await using shop = await withStripe()
    const { id, press } = await openedPage(shop)
    expect((await press('pay')).headers.get('location')).toBe(
      `http://localhost:3000/orders/1?sid=${id}`,
    )
    expect(await shop.heard('checkout.session.completed')).toMatchObject({
      id,
      payment_status: 'paid',
      client_reference_id: 'order-1',
    })
    expect(await stateOf(shop, id)).toEqual(['complete', 'paid', 'succeeded'])
    expect(shop.events.every(({ genuine }) => genuine)).toBe(true)
  })

  it('stays open for a buyer who goes back', async () => {
    await using shop = await withStripe()
    const { id, press } = await openedPage(shop)
    expect((await press('back')).headers.get('location')).toBe('http://localhost:3000/wallet')
    expect(await stateOf(shop, id)).toEqual(['open', 'unpaid', undefined])
    expect(shop.events).toEqual([])
  })

  it.each([
    ['paid', 'async_payment_succeeded', ['complete', 'paid', 'succeeded']],
    ['cancelled', 'async_payment_failed', ['complete', 'unpaid', 'requires_payment_method']],
  ] as const)(
    'completes unpaid for a slow bank, which then says: %s',
    async (outcome, type, state) => {
      await using shop = await withStripe()
      const { id, press } = await openedPage(shop)
      expect((await press('bank')).status).toBe(303)
      expect(await shop.heard('checkout.session.completed')).toMatchObject({
        payment_status: 'unpaid',
      })
      expect(await stateOf(shop, id)).toEqual(['complete', 'unpaid', 'processing'])
      expect((await shop.post(`/v1/checkout/sessions/${id}/expire`, {})).status).toBe(400)
      expect((await press('pay')).status).toBe(200)
      shop.settlePayment('order-1', outcome)
      await shop.heard(`checkout.session.${type}`)
      expect(await stateOf(shop, id)).toEqual(state)
    },
  )

  it('cannot be made to pay by another page, and speaks two languages', async () => {
    await using shop = await withStripe()
    const { id, press, url, page } = await openedPage(shop)
    expect((await press('pay', 'guessed')).status).toBe(200)
    expect(await stateOf(shop, id)).toEqual(['open', 'unpaid', undefined])
    expect(page).toContain('$5.00')
    expect(await (await fetch(`${url}?lang=zh`)).text()).toContain('模拟 Stripe Checkout')
    expect((await fetch(`${shop.stripeUrl}/stripe/pay/cs_test_${'0'.repeat(24)}`)).status).toBe(404)
  })
})

describe('a simulator that was started without Stripe', () => {
  it('does not answer as Stripe', async () => {
    const { withSimulator } = await import('../testing/with-simulator.ts')
    await using simulator = await withSimulator()
    expect((await fetch(`${simulator.stripeUrl}/v1/balance_transactions`)).status).toBe(404)
  })
})
