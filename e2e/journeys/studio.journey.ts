import { AxeBuilder } from '@axe-core/playwright'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { newPerson, openBrowser, type Person } from '../browser/open-browser.ts'
import { chooseOperation } from './steps/choose-operation.ts'
import { join } from './steps/join.ts'
import { makePng } from './steps/make-png.ts'
import { offerCapacity } from './steps/offer-capacity.ts'
import { readBalance } from './steps/read-balance.ts'

const address = inject('address')
const providerLogin = { email: 'workshop@example.test', password: 'brushes-in-a-stone-jar' }
const login = { email: 'engraver@example.test', password: 'copper-plate-and-burin' }
const prompt = 'A harbour at first light, etching'

let browser: Browser
let provider: Person
let maker: Person

beforeAll(async () => {
  browser = await openBrowser()
  provider = await newPerson(browser, { address })
  maker = await newPerson(browser, { address })
})
afterAll(() => browser.close())

const generate = () => maker.page.getByRole('button', { name: /^Generate/ })
const newest = () => maker.page.getByRole('article').first()

/** Nothing that a machine can see is in the way, dialogs included. */
async function expectUsable(): Promise<void> {
  const { violations } = await new AxeBuilder({ page: maker.page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'])
    .analyze()
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`),
  ).toEqual([])
}

// One story, told in order: each step stands on the one before.
it('has somebody who offers, and somebody who makes', async () => {
  await join(provider, providerLogin)
  await offerCapacity(provider, inject('simulatorUrl'))
  await join(maker, login)
  expect(await readBalance(maker, 'Available')).toContain('20.00')
})

it('puts two models side by side in one run, with one price', async () => {
  const { page } = maker
  await page.goto('/en/studio')
  await page.getByRole('textbox', { name: 'Prompt' }).fill(prompt)
  await page.getByRole('radio', { name: /Stable Image Core/ }).check({ force: true })
  await page.getByRole('button', { name: /or several at once/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Models' })
  await dialog.getByRole('searchbox').fill('diffusion medium')
  await dialog
    .getByRole('button', { name: 'One image of Stable Diffusion 3.5 Medium more' })
    .click()
  await dialog.getByText('2 models · 2 images').waitFor()
  await expectUsable()
  await dialog.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('region', { name: 'Price' }).getByText('6.50').first().waitFor()
  await generate().click()
  await newest().getByRole('button', { name: 'Compare' }).waitFor({ timeout: 30_000 })
  const words = await newest().innerText()
  for (const expected of [
    'Stable Image Core',
    'Stable Diffusion 3.5 Medium',
    '3.00',
    '3.50',
    'seed',
  ])
    expect(words).toContain(expected)
})

it('compares them at the same spot by keyboard, and makes the better one again', async () => {
  const { page } = maker
  await newest().getByRole('button', { name: 'Compare' }).click()
  const dialog = page.getByRole('dialog', { name: 'Compare' })
  await dialog.getByText('Chosen: Stable Image Core').waitFor()
  await page.keyboard.press('ArrowRight')
  await dialog.getByText('Chosen: Stable Diffusion 3.5 Medium').waitFor()
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('+')
  await dialog.getByText('150 %').waitFor()
  await expectUsable()
  await dialog.getByRole('button', { name: /^Again with Stable Image Core/ }).click()
  await dialog.waitFor({ state: 'hidden' })
  await newest().getByRole('img').waitFor({ timeout: 30_000 })
  expect(await newest().getByRole('img').count()).toBe(1)
  expect(await readBalance(maker, 'Available')).toContain('10.50')
})

it('tells of a picture that does not fit before it is used, and takes one that does', async () => {
  const { page } = maker
  await page.goto('/en/studio')
  await chooseOperation(maker, 'Repaint a part')
  await generate().click()
  await page.getByText('Give a picture first.').waitFor()
  const file = page.locator('input[type="file"]')
  await file.setInputFiles({ name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('no') })
  const small = makePng(32, 32)
  await file.setInputFiles({ name: 'small.png', mimeType: 'image/png', buffer: small })
  await page.getByText(/too small for/).waitFor({ timeout: 20_000 })
  expect(await generate().isDisabled()).toBe(true)
  const right = makePng(512, 384)
  await page.getByRole('button', { name: 'Take it out' }).click()
  await file.setInputFiles({ name: 'right.png', mimeType: 'image/png', buffer: right })
  await page.getByText('512 × 384').waitFor({ timeout: 20_000 })
})

it('lets a part be painted without a pointer, and repaints it', async () => {
  const { page } = maker
  await page.getByRole('button', { name: 'Paint it' }).click()
  const dialog = page.getByRole('dialog', { name: 'Paint what shall be made anew' })
  const box = dialog.getByText('Rectangle in numbers')
  await box.focus()
  await page.keyboard.press('Enter')
  await dialog.getByRole('textbox', { name: 'Width' }).fill('40')
  await dialog.getByRole('button', { name: 'Paint it' }).click()
  await dialog.getByText('1 step painted.').waitFor()
  await expectUsable()
  await dialog.getByRole('button', { name: 'Use this part' }).click()
  await page.getByRole('button', { name: 'Paint on' }).waitFor({ timeout: 20_000 })
  await page.getByRole('textbox', { name: 'Prompt' }).fill('A brass lantern')
  await generate().click()
  const card = page.getByRole('article').filter({ hasText: 'A brass lantern' })
  await card.getByRole('img').waitFor({ timeout: 30_000 })
})

it('keeps the draft with its picture over a reload, and leaves no complaint', async () => {
  const { page } = maker
  await page.reload()
  await page.getByText('512 × 384').waitFor()
  await page.getByRole('button', { name: 'Paint on' }).waitFor()
  expect(maker.complaints).toEqual([])
})
