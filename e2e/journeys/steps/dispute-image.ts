import type { Person } from '../../browser/open-browser.ts'

type Complaint = { image: string; what: string; words: string }

/** Says on an image's own page that it is wrong; stands then on the dispute's page, whose address it answers. */
export async function disputeImage(
  { page }: Person,
  { image, what, words }: Complaint,
): Promise<string> {
  await page.goto(image)
  await page.getByRole('button', { name: 'Something is wrong' }).click()
  const dialog = page.getByRole('dialog', { name: 'What is wrong with this image?' })
  await dialog.getByRole('radio', { name: what }).check({ force: true })
  await dialog.getByLabel('In your words').fill(words)
  await dialog.getByRole('button', { name: 'Open dispute' }).click()
  await page.waitForURL(/\/en\/disputes\/[0-9a-f-]{36}$/)
  await page.getByRole('heading', { name: 'We are looking at it' }).waitFor()
  return new URL(page.url()).pathname
}
