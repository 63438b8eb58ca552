import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { z } from 'zod'
import { ensureFile } from '../secrets/ensure-file.ts'

const loginsSchema = z.array(
  z.object({
    role: z.enum(['consumer', 'provider', 'admin']),
    email: z.string(),
    password: z.string(),
  }),
)

export type DemoLogin = z.infer<typeof loginsSchema>[number]

const people = [
  { role: 'consumer', email: 'consumer@demo.localhost' },
  { role: 'provider', email: 'provider@demo.localhost' },
  { role: 'admin', email: 'admin@demo.localhost' },
  // Nobody approves their own: above the limit it takes two.
  { role: 'admin', email: 'second-admin@demo.localhost' },
] as const

/** The demo's people; their passwords are made once per data folder. */
export async function demoLogins(dataDir: string): Promise<DemoLogin[]> {
  const make = () =>
    JSON.stringify(
      people.map((person) => ({ ...person, password: randomBytes(9).toString('base64url') })),
    )
  return loginsSchema.parse(
    JSON.parse(await ensureFile(path.join(dataDir, 'secrets', 'demo-logins.json'), make)),
  )
}
