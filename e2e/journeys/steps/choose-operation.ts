import type { Person } from '../../browser/open-browser.ts'

/** Chooses what shall be done, in the studio's first control. */
export async function chooseOperation({ page }: Person, name: string): Promise<void> {
  const form = page.getByRole('form', { name: 'New images' })
  await form.getByRole('combobox', { name: 'What to do' }).click()
  await page.getByRole('option', { name }).click()
}
