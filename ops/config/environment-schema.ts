import { z } from 'zod'

const port = z.coerce
  .number({ error: 'must be a port number' })
  .int('must be a whole number')
  .min(0, 'must be 0 (any free port) to 65535')
  .max(65_535, 'must be 0 (any free port) to 65535')

const isAddress = (value: string, ...protocols: string[]) =>
  URL.canParse(value) && protocols.includes(new URL(value).protocol)

/** Every variable an operator may set. What is absent has a default or is generated; nothing else is read. */
export const environmentSchema = z.object({
  AETHERFLOW_MODE: z
    .enum(['demo', 'production', 'test'], { error: 'must be demo, production or test' })
    .optional(),
  PORT: port.optional(),
  SIMULATOR_PORT: port.optional(),
  HOST: z.string().min(1).optional(),
  PUBLIC_URL: z
    .string()
    .refine(
      (value) => isAddress(value, 'http:', 'https:'),
      'must be an http:// or https:// address',
    )
    .refine((value) => !URL.canParse(value) || new URL(value).pathname === '/', 'must have no path')
    .optional(),
  DATABASE_URL: z
    .string()
    .refine(
      (value) => isAddress(value, 'postgres:', 'postgresql:'),
      'must be postgresql://user:password@host:port/database',
    )
    .optional(),
  DATA_DIR: z.string().min(1).optional(),
  SMTP_URL: z
    .string()
    .refine(
      (value) => isAddress(value, 'smtp:', 'smtps:'),
      'must be smtp:// or smtps://user:password@host:port',
    )
    .optional(),
  MAIL_FROM: z
    .string()
    .includes('@', { error: 'must be a sender such as Aetherflow <hello@example.org>' })
    .optional(),
  SIMULATOR_URL: z.string().optional(),
})

export type Environment = z.infer<typeof environmentSchema>

/** How to mend each variable; the second line of every refusal. */
export const fixes: Record<keyof Environment, string> = {
  AETHERFLOW_MODE: 'leave it unset for the demo, or set AETHERFLOW_MODE=production',
  PORT: 'set PORT to a free port such as 3000, or leave it unset',
  SIMULATOR_PORT: 'set SIMULATOR_PORT to a free port such as 3001, or leave it unset',
  HOST: 'set HOST to an address of this machine, such as 127.0.0.1 or 0.0.0.0',
  PUBLIC_URL:
    'set PUBLIC_URL to what people type into the browser, such as https://aetherflow.example.org',
  DATABASE_URL:
    'set DATABASE_URL to a PostgreSQL 18+ address, or leave it unset for the embedded server',
  DATA_DIR: 'set DATA_DIR to a folder that this user can write, or leave it unset for ./data',
  SMTP_URL: 'set SMTP_URL to your mail server',
  MAIL_FROM: 'set MAIL_FROM to the sender of our mails',
  SIMULATOR_URL: 'unset SIMULATOR_URL: `npm start` starts its own simulator in demo and test',
}
