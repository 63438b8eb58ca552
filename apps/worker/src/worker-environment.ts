import { gatewayVariables, simulatorVariables } from '@aetherflow/api/gateway-environment'
import { storageFault, storageVariables } from '@aetherflow/api/storage-environment'
import type { KeyRing } from '@aetherflow/crypto/key-ring'
import { kmsVariables, openRing } from '@aetherflow/api/kms-environment'
import { z } from 'zod'

const schema = z
  .object({
    AETHERFLOW_MODE: z.enum(['demo', 'production', 'test']).default('demo'),
    PUBLIC_URL: z.url().transform((url) => new URL(url).origin),
    DATABASE_URL: z.string().min(1),
    LISTEN_DATABASE_URL: z.string().min(1).optional(),
    /** Read once at start and never handed on. */
    VAULT_KEY_RING_FILE: z.string().min(1),
    ...kmsVariables,
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

/**
 * Reads the environment and the key ring once; a wrong variable is named, its value never shown. A ring that a key service
 * has wrapped opens only when that service answers: otherwise the worker does not start.
 */
export async function readWorkerEnvironment(
  env: Record<string, string | undefined>,
): Promise<WorkerEnvironment> {
  const parsed = schema.safeParse(env)
  if (!parsed.success) {
    const lines = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
    throw new Error(`the worker cannot start: ${lines.join('; ')}`)
  }
  try {
    const ring = await openRing(parsed.data.VAULT_KEY_RING_FILE, parsed.data)
    return { ...parsed.data, ring }
  } catch (error) {
    // Codes and fixed words of ours: neither the file nor the service is quoted.
    const said = error instanceof Error && 'code' in error ? error.message : 'unreadable'
    throw new Error(`the worker cannot start: the vault's key ring does not open (${said})`)
  }
}
