import type { Person } from '../../browser/open-browser.ts'

/** A figure of the wallet's first line, as it is written there. */
export async function readBalance({ page }: Person, label: string): Promise<string> {
  await page.goto('/en/wallet')
  const line = page.getByRole('region', { name: 'Balances' })
  return line
    .getByRole('term')
    .filter({ hasText: label })
    .locator('xpath=following-sibling::*[1]')
    .innerText()
}
