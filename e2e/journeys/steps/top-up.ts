import type { Person } from '../../browser/open-browser.ts'
import { goToPay } from './go-to-pay.ts'

/** Buys the pack of 100 credits on the sandbox's own page and waits for the order to say that they are there. */
export async function topUp(person: Person): Promise<void> {
  const { page } = person
  await goToPay(person, 'sandbox')
  await page.getByRole('button', { name: /^Pay/ }).click()
  await page.waitForURL(/\/en\/orders\//)
  await page.getByText('Credited', { exact: false }).first().waitFor({ timeout: 20_000 })
}
