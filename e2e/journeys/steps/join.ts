import { expect } from 'vitest'
import type { Person } from '../../browser/open-browser.ts'

export type Login = { email: string; password: string }

/** Creates an account, opens the mailed link, and stands signed in with the starter credits. */
export async function join({ page }: Person, { email, password }: Login): Promise<void> {
  await page.goto('/en/sign-up')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Create account' }).click()
  await page.getByRole('heading', { name: 'Check your mail' }).waitFor()
  await page.goto(`/en/outbox?email=${encodeURIComponent(email)}`)
  await page.getByRole('link', { name: 'Open its link' }).first().click()
  await page.getByText('Your first credits are here').waitFor()
  expect(page.url()).not.toContain('error')
}
