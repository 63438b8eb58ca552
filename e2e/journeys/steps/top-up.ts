import type { Person } from '../../browser/open-browser.ts'

/** Buys the pack of 100 credits on the sandbox's own page and waits for the order to say that they are there. */
export async function topUp({ page }: Person): Promise<void> {
  await page.goto('/en/wallet')
  await page.getByRole('radio', { name: /100\b/ }).first().check({ force: true })
  await page.getByRole('button', { name: /^Pay/ }).click()
  await page.waitForURL(/\/sandbox\/pay\//)
  await page.getByRole('button', { name: /^Pay/ }).click()
  await page.waitForURL(/\/en\/orders\//)
  await page.getByText('Credited', { exact: false }).first().waitFor({ timeout: 20_000 })
}
