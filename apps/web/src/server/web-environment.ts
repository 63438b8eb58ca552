import { gatewayVariables, simulatorVariables } from '@aetherflow/api/gateway-environment'
import { storageFault, storageVariables } from '@aetherflow/api/storage-environment'
import { parseVaultPublicKey } from '@aetherflow/crypto/vault-public-key'
import { z } from 'zod'

const secret = z.string().min(32)

/** What the web process needs besides address and port; ops passes it, and nothing else, to this process. */
const schema = z
  .object({
    AETHERFLOW_MODE: z.enum(['demo', 'production', 'test']).default('demo'),
    PUBLIC_URL: z.url().transform((url) => new URL(url).origin),
    DATABASE_URL: z.string().min(1),
    LISTEN_DATABASE_URL: z.string().min(1).optional(),
    NEXTAUTH_SECRET: secret,
    ADDRESS_SECRET: secret,
    VAULT_PUBLIC_KEY: z.string().transform((text) => parseVaultPublicKey(text)),
    ...storageVariables,
    SIMULATOR_URL: z.url().optional(),
    ...gatewayVariables,
    WORKER_HEALTH_URL: z.url().optional(),
    METRICS_TOKEN: secret.optional(),
    TRUSTED_PROXY_HOPS: z.coerce.number().int().min(0).max(5).default(0),
    /** Name or code of who runs the service, as the AI label in every picture says it (GB 45438-2025). */
    AIGC_PRODUCER: z.string().min(1).max(100).default('Aetherflow'),
    LOG_LEVEL: z.string().default('info'),
  })
  .superRefine((env, ctx) => {
    const fault = storageFault(env)
    if (fault !== null) ctx.addIssue({ code: 'custom', ...fault })
  })
  .refine(
    (env) =>
      env.AETHERFLOW_MODE !== 'production' ||
      ['SIMULATOR_URL' as const, ...simulatorVariables].every((name) => env[name] === undefined),
    {
      path: ['SIMULATOR_URL'],
      message: 'production never talks to a simulator',
    },
  )
  .refine(
    (env) => (env.STRIPE_SECRET_KEY === undefined) === (env.STRIPE_WEBHOOK_SECRET === undefined),
    { path: ['STRIPE_WEBHOOK_SECRET'], message: 'goes together with STRIPE_SECRET_KEY' },
  )

export type WebEnvironment = z.infer<typeof schema>

/** Reads the environment once; a wrong variable is named with what is wrong, never with its value. */
export function readWebEnvironment(env: Record<string, string | undefined>): WebEnvironment {
  const parsed = schema.safeParse(env)
  if (parsed.success) return parsed.data
  const lines = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  throw new Error(`the web process cannot start: ${lines.join('; ')}`)
}
