import { describe, expect, it } from 'vitest'
import { TRIGGER_WORDS } from '../scenario.ts'
import { withAlipay } from '../testing/alipay-merchant.ts'
import { openPayment, paymentOf } from '../testing/merchant.ts'
import { vendorList } from '../vendors/vendor-list.ts'
import { withSimulator } from '../testing/with-simulator.ts'

const keyOf = (page: string) => /sk-sim-[0-9a-f]{32}/.exec(page)?.[0] ?? ''

function expectClosedPage(answer: Response, page: string): void {
  const policy = answer.headers.get('content-security-policy') ?? ''
  const nonce = /script-src 'nonce-([^']+)'/.exec(policy)?.[1] ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toMatch(/unsafe|\*/)
  for (const tag of page.match(/<(script|style)[^>]*>/g) ?? [])
    expect(tag).toContain(`nonce="${nonce}"`)
  expect(page).not.toMatch(/\s(src|onclick|onsubmit|style)=/)
}

describe('the front page', () => {
  it('hands out a fresh key at every visit, and the key works', async () => {
    await using simulator = await withSimulator()
    const [first, second] = [
      await (await fetch(simulator.url)).text(),
      await (await fetch(simulator.url)).text(),
    ]
    expect(keyOf(first)).not.toBe(keyOf(second))
    expect((await simulator.account('/v1/user/balance', keyOf(first))).status).toBe(200)
  })

  it.each([
    ['en', '?lang=en', 'zh-CN', '<html lang="en">'],
    ['zh', '?lang=zh', 'en', '<html lang="zh-CN">'],
    ['zh', '', 'zh-CN,zh;q=0.9,en;q=0.8', '<html lang="zh-CN">'],
    ['en', '', 'en-GB,zh;q=0.5', '<html lang="en">'],
  ])(
    'speaks %s for %s and %s, and lists every trigger word',
    async (_language, query, acceptLanguage, tag) => {
      await using simulator = await withSimulator()
      const answer = await fetch(`${simulator.url}/${query}`, {
        headers: { 'accept-language': acceptLanguage },
      })
      const page = await answer.text()
      expect(page).toContain(tag)
      for (const word of Object.keys(TRIGGER_WORDS)) expect(page).toContain(`<code>${word}</code>`)
      expectClosedPage(answer, page)
    },
  )
})

describe('the addresses on the front page', () => {
  it('are those of every vendor, and of the gateways that it was started with', async () => {
    await using bare = await withSimulator()
    const page = await (await fetch(bare.url)).text()
    expect(page).toContain(`${bare.url}/sandbox</code>`)
    for (const { id } of [{ id: 'stability' }, ...vendorList])
      expect(page).toContain(`${bare.url}/${id}</code>`)
    expect(page).not.toContain('/alipay')
    await using whole = await withAlipay()
    expect(await (await fetch(whole.url)).text()).toContain(`${whole.url}/alipay</code>`)
  })
})

describe('the pay page', () => {
  it.each([
    ['?lang=en', 'USD', '$5.00', 'Let it expire'],
    ['?lang=zh', 'CNY', '¥5.00', '任其过期'],
  ])('shows amount, order and merchant for %s in %s', async (query, currency, amount, button) => {
    await using simulator = await withSimulator()
    const { payUrl } = (await (
      await openPayment(simulator, paymentOf('http://127.0.0.1:9/n', { currency }))
    ).json()) as { payUrl: string }
    const answer = await fetch(payUrl + query)
    const page = await answer.text()
    for (const text of [amount, button, 'order-1', 'aetherflow-test', '500 credits'])
      expect(page).toContain(text)
    expectClosedPage(answer, page)
    expect(answer.headers.get('content-security-policy')).toContain(
      "form-action 'self' http://localhost:3000;",
    )
  })

  it('escapes what the shop wrote', async () => {
    await using simulator = await withSimulator()
    const { payUrl } = (await (
      await openPayment(
        simulator,
        paymentOf('http://127.0.0.1:9/n', { subject: '<img src=x onerror=alert(1)>"' }),
      )
    ).json()) as { payUrl: string }
    const page = await (await fetch(payUrl)).text()
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;')
    expect(page).not.toContain('<img')
  })

  it('offers no buttons once the payment is closed', async () => {
    await using simulator = await withSimulator()
    simulator.setCallbacks({ copies: 0 })
    const { payUrl } = (await (
      await openPayment(simulator, paymentOf('http://127.0.0.1:9/n'))
    ).json()) as { payUrl: string }
    simulator.settlePayment('order-1', 'paid')
    const page = await (await fetch(payUrl)).text()
    expect(page).not.toContain('<button')
    expect(page).toContain('Paid')
  })

  it('says so when the payment is not known', async () => {
    await using simulator = await withSimulator()
    const answer = await fetch(`${simulator.sandboxPayUrl}/pay/pay_nothing`)
    expect(answer.status).toBe(404)
    expect(await answer.text()).toContain('No money has moved')
  })
})
