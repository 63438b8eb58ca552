import type { Person } from '../../browser/open-browser.ts'

type Decision = { what: string; name: string; amount: string; finding: string }

/** Opens the waiting dispute about `what` and fills in a decision; answers the preview's rows, cell by cell. */
export async function prepareDecision(
  { page }: Person,
  { what, name, amount, finding }: Decision,
): Promise<string[][]> {
  await page.goto('/en/desk/disputes')
  await page.getByRole('link', { name: what }).click()
  await page.getByRole('radio', { name }).check({ force: true })
  await page.getByLabel('Amount').fill(amount)
  await page.getByLabel('What you found').fill(finding)
  const table = page.getByRole('table', { name: 'Balances before and after' })
  await table.waitFor()
  return readRows(table)
}

/** A table's rows without its heading, each as the texts of its cells; amounts without their unit. */
export async function readRows(
  table: ReturnType<Person['page']['getByRole']>,
): Promise<string[][]> {
  const rows = await table.locator('tbody').getByRole('row').all()
  const texts = await Promise.all(rows.map((row) => row.getByRole('cell').allInnerTexts()))
  return texts.map((cells) =>
    cells.map((cell) =>
      cell
        .replaceAll(/\s+/g, ' ')
        .replace(/(?<=\d) credits$/, '')
        .trim(),
    ),
  )
}
