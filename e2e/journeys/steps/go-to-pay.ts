import type { Person } from '../../browser/open-browser.ts'

const methods = { sandbox: /Sandbox/, alipay: /Alipay/, stripe: /Stripe/ } as const

/** Chooses 100 credits and where to pay for them, and stands on that page. */
export async function goToPay({ page }: Person, gateway: keyof typeof methods): Promise<void> {
  await page.goto('/en/wallet')
  await page.getByRole('radio', { name: /100\b/ }).first().check({ force: true })
  await page.getByRole('radio', { name: methods[gateway] }).check({ force: true })
  await page.getByRole('button', { name: /^Pay/ }).click()
  await page.waitForURL(new RegExp(`/${gateway}/pay/`))
}
