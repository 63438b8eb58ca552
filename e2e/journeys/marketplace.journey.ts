import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { newPerson, openBrowser, type Person } from '../browser/open-browser.ts'
import { expectAccessible } from './steps/expect-accessible.ts'
import { join } from './steps/join.ts'
import { makeImages } from './steps/make-images.ts'
import { offerCapacity } from './steps/offer-capacity.ts'
import { topUp } from './steps/top-up.ts'

const root = path.join(import.meta.dirname, '../..')
const address = inject('address')
const providerLogin = { email: 'harbour@example.test', password: 'calm-sea-in-layers' }
const consumerLogin = { email: 'ferryman@example.test', password: 'indigo-and-bone-white' }

let browser: Browser
let provider: Person
let consumer: Person
let key = ''

beforeAll(async () => {
  browser = await openBrowser()
  provider = await newPerson(browser, { address })
  consumer = await newPerson(browser, { address })
})
afterAll(() => browser.close())

const balance = async ({ page }: Person, label: string): Promise<string> => {
  await page.goto('/en/wallet')
  const line = page.getByRole('region', { name: 'Balances' })
  return line
    .getByRole('term')
    .filter({ hasText: label })
    .locator('xpath=following-sibling::*[1]')
    .innerText()
}

// One story, told in order: each step stands on the one before.
it('lets a provider sign up, deposit a key and see it verified', async () => {
  await join(provider, providerLogin)
  key = await offerCapacity(provider, inject('simulatorUrl'))
  expect(await provider.page.getByText('Live').first().isVisible()).toBe(true)
})

it('lets a consumer sign up and top up on the sandbox page', async () => {
  await join(consumer, consumerLogin)
  await topUp(consumer)
  expect(await balance(consumer, 'Available')).toContain('120.00')
})

it('fills two tiles in place and lets one be opened and downloaded', async () => {
  const { page } = consumer
  const card = await makeImages(consumer, { prompt: 'A lighthouse on a cliff at dawn', count: 2 })
  await card.getByRole('img').nth(1).waitFor({ timeout: 30_000 })
  await card
    .getByRole('link')
    .filter({ has: page.getByRole('img') })
    .first()
    .click()
  await page.waitForURL(/\/en\/tasks\//)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page
      .getByRole('link', { name: /Download/ })
      .first()
      .click(),
  ])
  const bytes = await readFile(await download.path())
  expect(bytes.byteLength).toBeGreaterThan(10_000)
  expect(await balance(consumer, 'Available')).toContain('114.00')
})

it('returns the credits of a moderated prompt and says so', async () => {
  const card = await makeImages(consumer, {
    prompt: 'A forbidden island behind the reef',
    count: 1,
  })
  await card
    .getByText(/back in your wallet|returned/)
    .first()
    .waitFor({ timeout: 30_000 })
  expect(await balance(consumer, 'Available')).toContain('114.00')
})

it('explains a Chinese prompt before anything is submitted', async () => {
  const { page } = consumer
  await page.goto('/en/studio')
  await page.getByLabel('Prompt').fill('悬崖上的灯塔，黎明，平静的海')
  await page
    .getByText(/reads? English only/)
    .first()
    .waitFor()
  expect(await page.getByRole('button', { name: /Generate/ }).isDisabled()).toBe(true)
})

it('keeps every balance exact to the hundredth', async () => {
  expect(await balance(consumer, 'Reserved')).toContain('0.00')
  // Two images at 3.00, of which the platform keeps 20 %.
  expect(await balance(provider, 'pending')).toContain('4.80')
  const { stdout } = await verifyLedger()
  expect(stdout).toMatch(/commission\s+1\.20/)
  expect(stdout).toMatch(/bonus_expense\s+-40\.00/)
  expect(stdout).toMatch(/clearing:sandbox\s+-100\.00/)
  expect(stdout).toMatch(/All \d+ hold/)
})

it('can be used without eyes or mouse, as far as a machine can tell', async () => {
  for (const path of ['/en', '/zh/sign-in']) await expectAccessible(await visitor(), path)
  for (const path of ['/en/studio', '/zh/history', '/en/wallet', '/zh/account']) {
    await expectAccessible(consumer, path)
  }
  for (const path of ['/en/provide', '/zh/provide/new']) await expectAccessible(provider, path)
})

it('leaves no complaint in a console and no report about the policy', async () => {
  const reports = await consumer.page.request.get('/api/csp-report')
  expect(await reports.json()).toMatchObject({ count: 0 })
  expect([...provider.complaints, ...consumer.complaints]).toEqual([])
})

it('shows the key to nobody again', async () => {
  const { page } = provider
  await page.goto('/en/provide')
  expect(await page.content()).not.toContain(key)
  const logs = path.join(inject('dataDir'), 'logs')
  for (const name of ['web.log', 'worker.log'])
    expect(await readFile(path.join(logs, name), 'utf8')).not.toContain(key)
})

async function visitor(): Promise<Person> {
  return newPerson(browser, { address, colorScheme: 'dark', width: 390 })
}

function verifyLedger(): Promise<{ stdout: string }> {
  const env = { ...process.env, DATA_DIR: inject('dataDir'), AETHERFLOW_MODE: 'test' }
  return promisify(execFile)(process.execPath, ['ops/cli.ts', 'verify:ledger'], { cwd: root, env })
}
