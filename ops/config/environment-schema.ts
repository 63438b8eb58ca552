import { z } from 'zod'

const port = z.coerce
  .number({ error: 'must be a port number' })
  .int('must be a whole number')
  .min(0, 'must be 0 (any free port) to 65535')
  .max(65_535, 'must be 0 (any free port) to 65535')

const isAddress = (value: string, ...protocols: string[]) =>
  URL.canParse(value) && protocols.includes(new URL(value).protocol)

const count = (least: number, most: number) =>
  z.coerce
    .number({ error: 'must be a number' })
    .int('must be a whole number')
    .min(least, `must be ${least} to ${most}`)
    .max(most, `must be ${least} to ${most}`)

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
    .regex(/^[^<>\r\n]+<[^<>\s]+@[^<>\s]+>$/, 'must be written as Name <address@host>')
    .optional(),
  METRICS_TOKEN: z.string().min(32, 'must have at least 32 characters').optional(),
  TRUSTED_PROXY_HOPS: count(0, 5).optional(),
  WORKER_CONCURRENCY: count(1, 500).optional(),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error'], { error: 'must be debug, info, warn or error' })
    .optional(),
  AIGC_PRODUCER: z.string().max(100, 'must have at most 100 characters').optional(),
  VAULT_KMS_KEY_ID: z.string().optional(),
  VAULT_KMS_REGION: z.string().optional(),
  VAULT_KMS_ENDPOINT: z
    .string()
    .refine(
      (value) => isAddress(value, 'http:', 'https:'),
      'must be an http:// or https:// address',
    )
    .optional(),
  VAULT_KMS_ACCESS_KEY_ID: z.string().optional(),
  VAULT_KMS_SECRET_ACCESS_KEY: z.string().optional(),
  VAULT_KMS_KEY_FILE: z.string().optional(),
  S3_BUCKET: z.string().optional(),
  S3_REGION: z.string().optional(),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  S3_ENDPOINT: z
    .string()
    .refine(
      (value) => isAddress(value, 'http:', 'https:'),
      'must be an http:// or https:// address',
    )
    .optional(),
  S3_PATH_STYLE: z.enum(['true', 'false'], { error: 'must be true or false' }).optional(),
  ALIPAY_APP_ID: z.string().optional(),
  ALIPAY_SELLER_ID: z.string().optional(),
  ALIPAY_PRIVATE_KEY: z.string().optional(),
  ALIPAY_PUBLIC_KEY: z.string().optional(),
  STRIPE_SECRET_KEY: z.string().optional(),
  STRIPE_WEBHOOK_SECRET: z.string().optional(),
  SIMULATOR_URL: z.string().optional(),
  ALIPAY_GATEWAY_URL: z.string().optional(),
  STRIPE_API_URL: z.string().optional(),
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
  METRICS_TOKEN:
    'set METRICS_TOKEN to a long random text, or leave it unset to keep /api/metrics closed',
  TRUSTED_PROXY_HOPS:
    'set TRUSTED_PROXY_HOPS to the number of proxies in front of the web server (0 when there is none)',
  WORKER_CONCURRENCY:
    'set WORKER_CONCURRENCY to how many upstream calls one worker makes at once, such as 64',
  LOG_LEVEL: 'leave LOG_LEVEL unset for info',
  AIGC_PRODUCER:
    'set AIGC_PRODUCER to your company’s name or code, as the AI label in every picture says it',
  VAULT_KMS_KEY_ID: 'set VAULT_KMS_KEY_ID to the id, ARN or alias of the key that wraps the ring',
  VAULT_KMS_REGION: 'set VAULT_KMS_REGION to the region of that key, such as eu-central-1',
  VAULT_KMS_ENDPOINT: 'leave VAULT_KMS_ENDPOINT unset for AWS',
  VAULT_KMS_ACCESS_KEY_ID:
    'set VAULT_KMS_ACCESS_KEY_ID to a key that may encrypt and decrypt with it, or unset it where the machine has a role',
  VAULT_KMS_SECRET_ACCESS_KEY:
    'set VAULT_KMS_SECRET_ACCESS_KEY to the secret of VAULT_KMS_ACCESS_KEY_ID',
  VAULT_KMS_KEY_FILE: 'set VAULT_KMS_KEY_FILE to a file with 32 random bytes in base64url',
  S3_BUCKET: 'set S3_BUCKET to the bucket for pictures, or unset all S3_… for a folder',
  S3_REGION: 'set S3_REGION to the bucket’s region, such as cn-hangzhou or us-east-1',
  S3_ACCESS_KEY_ID: 'set S3_ACCESS_KEY_ID to a key that may read, write, list and delete there',
  S3_SECRET_ACCESS_KEY: 'set S3_SECRET_ACCESS_KEY to the secret of S3_ACCESS_KEY_ID',
  S3_ENDPOINT: 'set S3_ENDPOINT to the address of OSS, MinIO or the like; leave it unset for AWS',
  S3_PATH_STYLE: 'set S3_PATH_STYLE=true for MinIO, or leave it unset',
  ALIPAY_APP_ID: 'set ALIPAY_APP_ID to the number of your application on open.alipay.com',
  ALIPAY_SELLER_ID: 'set ALIPAY_SELLER_ID to your account at Alipay (2088…)',
  ALIPAY_PRIVATE_KEY:
    'set ALIPAY_PRIVATE_KEY to your application’s private RSA key (2048 bits, PEM or base64)',
  ALIPAY_PUBLIC_KEY:
    'set ALIPAY_PUBLIC_KEY to Alipay’s public key, which open.alipay.com shows beside yours',
  STRIPE_SECRET_KEY:
    'set STRIPE_SECRET_KEY to a secret (sk_…) or restricted (rk_…) key of your account',
  STRIPE_WEBHOOK_SECRET:
    'set STRIPE_WEBHOOK_SECRET to the signing secret (whsec_…) of the endpoint PUBLIC_URL/api/webhooks/stripe',
  ALIPAY_GATEWAY_URL: 'unset ALIPAY_GATEWAY_URL: only the simulator has another address',
  STRIPE_API_URL: 'unset STRIPE_API_URL: only the simulator has another address',
  SIMULATOR_URL: 'unset SIMULATOR_URL: `npm start` starts its own simulator in demo and test',
}
