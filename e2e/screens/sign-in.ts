import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import type { Person } from '../browser/open-browser.ts'

const schema = z.array(z.object({ role: z.string(), email: z.string(), password: z.string() }))

export type Login = { email: string; password: string }
type SignedIn = 'consumer' | 'provider' | 'admin'

/** The demo's logins, as they were made for this data folder. */
export async function readLogins(dataDir: string): Promise<Record<SignedIn, Login>> {
  const people = schema.parse(
    JSON.parse(await readFile(path.join(dataDir, 'secrets/demo-logins.json'), 'utf8')),
  )
  const of = (role: string): Login => {
    const person = people.find((one) => one.role === role)
    if (person === undefined) throw new Error(`the demo has no ${role}`)
    return person
  }
  return { consumer: of('consumer'), provider: of('provider'), admin: of('admin') }
}

export async function signIn({ page }: Person, { email, password }: Login): Promise<void> {
  await page.goto('/en/sign-in')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL((url) => !url.pathname.endsWith('/sign-in'))
}
