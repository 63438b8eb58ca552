import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { newPerson, openBrowser, type Person } from '../browser/open-browser.ts'
import { signIn } from '../screens/sign-in.ts'
import { expectAccessible } from './steps/expect-accessible.ts'
import { goToPay } from './steps/go-to-pay.ts'
import { join } from './steps/join.ts'
import { readBalance } from './steps/read-balance.ts'
import { runCommand } from './steps/run-command.ts'

const address = inject('address')
const login = { email: 'merchant@example.test', password: 'three-masts-and-a-following-wind' }

let browser: Browser
let buyer: Person
let phone: Person
let order = ''

beforeAll(async () => {
  browser = await openBrowser()
  buyer = await newPerson(browser, { address })
  phone = await newPerson(browser, { address, phone: true })
})
afterAll(() => browser.close())

/** How the simulator's gateways call back from now on; 0 copies: never. */
async function deliver(copies: number): Promise<void> {
  const answer = await fetch(`${inject('simulatorUrl')}/control/callbacks`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ copies }),
  })
  expect(answer.ok).toBe(true)
}

// One story, told in order: each step stands on the one before.
it('credits a card payment at Stripe, once, and gives a receipt', async () => {
  await join(buyer, login)
  const { page } = buyer
  await goToPay(buyer, 'stripe')
  await page.getByRole('button', { name: /^Pay by card/ }).click()
  await page.waitForURL(/\/en\/orders\//)
  await page.getByRole('heading', { name: 'Your credits are here' }).waitFor({ timeout: 30_000 })
  order = new URL(page.url()).pathname
  await page.getByRole('link', { name: 'Receipt' }).click()
  await page.waitForURL(/\/receipt$/)
  await page.getByText('USD').first().waitFor()
  expect(await page.locator('body').innerText()).toMatch(/USD\s1\.00/)
  // 20.00 for joining, and what was bought.
  expect(await readBalance(buyer, 'Available')).toContain('120.00')
})

it('finds an Alipay payment on a phone whose window was closed half-way', async () => {
  const { page, context } = phone
  await signIn(phone, login)
  const mobilePage = page.waitForRequest(/method=alipay\.trade\.wap\.pay/)
  await goToPay(phone, 'alipay')
  await mobilePage
  const payAddress = page.url()
  await deliver(0)
  try {
    await page.goto('/en/wallet')
    await page.getByRole('tab', { name: 'Orders' }).click()
    const waiting = page.getByRole('row').filter({ hasText: 'Awaiting payment' })
    await waiting.getByRole('link').click()
    await page.waitForURL(/\/en\/orders\//)
    const check = page.getByRole('button', { name: 'I have paid, check again' })
    await check.waitFor()

    const window = await context.newPage()
    await window.route(`${address}/**`, (route) => route.abort())
    await window.goto(payAddress)
    await Promise.all([
      window.waitForEvent('requestfailed', (request) => request.url().startsWith(address)),
      window.getByRole('button', { name: /^Pay/ }).click(),
    ])
    await window.close()

    // The worker may have asked by itself a moment before: then there is nothing left to press.
    const credited = page.getByRole('heading', { name: 'Your credits are here' })
    await check.or(credited).first().click()
    await credited.waitFor({ timeout: 30_000 })
  } finally {
    await deliver(1)
  }
  expect(await readBalance(phone, 'Available')).toContain('220.00')
})

it('says that a cancelled order charged nothing', async () => {
  const { page } = buyer
  await goToPay(buyer, 'sandbox')
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.waitForURL(/\/en\/orders\//)
  await page.getByRole('heading', { name: 'This order was cancelled' }).waitFor({ timeout: 30_000 })
  await page.getByText('Nothing was charged.').waitFor()
  expect(await readBalance(buyer, 'Available')).toContain('220.00')
})

it('counts what came in by gateway, to the hundredth', async () => {
  const books = await runCommand('verify:ledger')
  expect(books).toMatch(/clearing:stripe\s+-100\.00/)
  expect(books).toMatch(/clearing:alipay\s+-100\.00/)
  expect(books).toMatch(/All \d+ hold/)
})

it('can be used without eyes or mouse, as far as a machine can tell', async () => {
  for (const path of [order, `${order}/receipt`]) await expectAccessible(buyer, path)
  for (const path of ['/zh/wallet', order.replace('/en/', '/zh/')])
    await expectAccessible(phone, path)
})

it('leaves no complaint in a console and no report about the policy', async () => {
  const reports = await buyer.page.request.get('/api/csp-report')
  expect(await reports.json()).toMatchObject({ count: 0 })
  expect([...buyer.complaints, ...phone.complaints]).toEqual([])
})
