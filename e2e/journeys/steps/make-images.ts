import type { Locator } from 'playwright-core'
import type { Person } from '../../browser/open-browser.ts'

export type Wish = { prompt: string; count: number }

/** Writes a prompt, waits for its price, and presses Generate. Answers the card of the run. */
export async function makeImages({ page }: Person, { prompt, count }: Wish): Promise<Locator> {
  await page.goto('/en/studio')
  await page.getByLabel('Prompt').fill(prompt)
  await page.getByRole('radio', { name: /Stable Image Core/ }).check({ force: true })
  const images = page.getByRole('radiogroup', { name: 'Images' })
  await images.getByRole('radio', { name: String(count), exact: true }).check({ force: true })
  const generate = page.getByRole('button', { name: /Generate/ })
  await generate.click()
  const card = page.getByRole('article').filter({ hasText: prompt }).first()
  await card.waitFor()
  return card
}
