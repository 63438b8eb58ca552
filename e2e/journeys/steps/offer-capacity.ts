import type { Person } from '../../browser/open-browser.ts'

/** Fetches a demo key where a person would: from the simulator's own page. */
async function demoKey({ context }: Person, simulatorUrl: string): Promise<string> {
  const page = await context.newPage()
  await page.goto(simulatorUrl)
  const key = /sk-sim-[a-z0-9-]{12,64}/.exec(await page.innerText('main'))?.[0]
  await page.close()
  if (key === undefined) throw new Error('the simulator hands out no key')
  return key
}

/** Accepts the terms, deposits a key, sees it verified, and goes live at the price that is suggested. Answers the key. */
export async function offerCapacity(person: Person, simulatorUrl: string): Promise<string> {
  const { page } = person
  const key = await demoKey(person, simulatorUrl)
  await page.goto('/en/provide')
  await page.getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Become a provider' }).click()
  await page.waitForURL('**/provide/new')
  await page.getByLabel('API key').fill(key)
  await page.getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Seal and test the key' }).click()
  await page.getByText('The key works').waitFor({ timeout: 20_000 })
  await page.getByRole('button', { name: 'Continue to price and limits' }).click()
  await page.getByRole('button', { name: 'Continue to review' }).click()
  await page.getByRole('button', { name: 'Go live' }).click()
  await page.getByText('Live', { exact: false }).first().waitFor()
  return key
}
