import { readFileSync } from 'node:fs'
import { gatewayVariables, simulatorVariables } from '@aetherflow/api/gateway-environment'
import { storageFault, storageVariables } from '@aetherflow/api/storage-environment'
import { type KeyRing, parseKeyRing } from '@aetherflow/crypto/key-ring'
import { z } from 'zod'

const schema = z
  .object({
    AETHERFLOW_MODE: z.enum(['demo', 'production', 'test']).default('demo'),
    PUBLIC_URL: z.url().transform((url) => new URL(url).origin),
    DATABASE_URL: z.string().min(1),
    LISTEN_DATABASE_URL: z.string().min(1).optional(),
    /** Read once at start and never handed on. */
    VAULT_KEY_RING_FILE: z.string().min(1),
    ...storageVariables,
    SIMULATOR_URL: z.url().optional(),
    ...gatewayVariables,
    SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
    MAIL_FROM: z
      .string()
      .max(254)
      .regex(/^[^<>\r\n]+<[^<>\s]+@[^<>\s]+>$/, 'write it as Name <address@host>')
      .default('Aetherflow <no-reply@localhost>')
      .transform((text) => {
        const [name = '', address = ''] = text.split('<')
        return { name: name.trim(), address: address.slice(0, -1) }
      }),
    WORKER_HEALTH_PORT: z.coerce.number().int().min(0).max(65_535).default(0),
    /** Calls under way at once; the upstreams' own limits come on top. */
    WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(500).default(64),
    /** Name or code of who runs the service, as the AI label in every picture says it (GB 45438-2025). */
    AIGC_PRODUCER: z.string().min(1).max(100).default('Aetherflow'),
    LOG_LEVEL: z.string().default('info'),
    /** Test mode only: where the process ends itself (crash-points.ts). */
    CRASH_AT: z.string().max(40).optional(),
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

export type WorkerEnvironment = z.infer<typeof schema> & { ring: KeyRing }

/** Reads the environment and the key ring once; a wrong variable is named, its value never shown. */
export function readWorkerEnvironment(env: Record<string, string | undefined>): WorkerEnvironment {
  const parsed = schema.safeParse(env)
  if (!parsed.success) {
    const lines = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
    throw new Error(`the worker cannot start: ${lines.join('; ')}`)
  }
  return {
    ...parsed.data,
    ring: parseKeyRing(readFileSync(parsed.data.VAULT_KEY_RING_FILE, 'utf8')),
  }
}
