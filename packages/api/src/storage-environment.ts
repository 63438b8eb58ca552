import { Secret } from '@aetherflow/crypto/secret'
import type { StorageSettings } from '@aetherflow/integrations/storage/create-storage'
import { z } from 'zod'

const text = z.string().min(1).optional()

/** The variables of the object storage, for the schemas of web and worker: a folder, or a bucket that speaks S3. */
export const storageVariables = {
  /** Absolute path of a folder; left out with a bucket. */
  STORAGE_ROOT: text,
  S3_BUCKET: text,
  S3_REGION: text,
  S3_ACCESS_KEY_ID: text,
  S3_SECRET_ACCESS_KEY: z
    .string()
    .min(1)
    .transform((value) => new Secret(value))
    .optional(),
  /** Of a service that is not AWS: Alibaba Cloud OSS, MinIO, R2. */
  S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  /** The bucket in the path and not in the host name. */
  S3_PATH_STYLE: z.stringbool().optional(),
}
export type StorageVariables = z.infer<z.ZodObject<typeof storageVariables>>

const needed = ['S3_BUCKET', 'S3_REGION', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'] as const
const s3Variables = [...needed, 'S3_ENDPOINT', 'S3_PATH_STYLE'] as const

/** What is wrong with the settings, as a variable and words; null when they name one storage. */
export function storageFault(
  env: StorageVariables & { AETHERFLOW_MODE?: string | undefined },
): { path: string[]; message: string } | null {
  const isBucket = s3Variables.some((name) => env[name] !== undefined)
  if (!isBucket)
    return env.STORAGE_ROOT === undefined
      ? { path: ['STORAGE_ROOT'], message: 'set it to a folder, or set S3_BUCKET and the others' }
      : null
  const missing = needed.find((name) => env[name] === undefined)
  if (missing !== undefined)
    return { path: [missing], message: `goes together with ${needed.join(', ')}` }
  if (env.STORAGE_ROOT !== undefined)
    return {
      path: ['STORAGE_ROOT'],
      message: 'leave it out with S3_BUCKET: pictures lie in one place',
    }
  if (env.AETHERFLOW_MODE === 'production' && env.S3_ENDPOINT?.startsWith('http:') === true)
    return { path: ['S3_ENDPOINT'], message: 'production sends pictures over https only' }
  return null
}

/** The storage that checked variables name. */
export function storageSettings(env: StorageVariables): StorageSettings {
  const { S3_BUCKET, S3_REGION, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY, STORAGE_ROOT } = env
  if (S3_BUCKET === undefined) return { kind: 'disk', root: STORAGE_ROOT ?? '' }
  return {
    kind: 's3',
    bucket: S3_BUCKET,
    region: S3_REGION ?? '',
    accessKeyId: S3_ACCESS_KEY_ID ?? '',
    secretAccessKey: S3_SECRET_ACCESS_KEY ?? new Secret(''),
    endpoint: env.S3_ENDPOINT,
    pathStyle: env.S3_PATH_STYLE,
  }
}
