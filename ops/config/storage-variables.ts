import { storageFault, storageVariables } from '@aetherflow/api/storage-environment'
import { z } from 'zod'
import type { ConfigProblem } from './config-error.ts'
import { type Environment, fixes } from './environment-schema.ts'

const names = [
  'S3_BUCKET',
  'S3_REGION',
  'S3_ACCESS_KEY_ID',
  'S3_SECRET_ACCESS_KEY',
  'S3_ENDPOINT',
  'S3_PATH_STYLE',
] as const

/** A bucket's variables as web and worker get them; empty for the data folder. */
export type BucketVariables = Partial<Record<(typeof names)[number], string>>

export function bucketVariables(env: Environment): BucketVariables {
  return Object.fromEntries(
    names.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])),
  )
}

/** What is wrong with the bucket's settings, if there are any. */
export function storageProblems(env: Environment): ConfigProblem[] {
  const bucket = bucketVariables(env)
  if (Object.keys(bucket).length === 0) return []
  const { AETHERFLOW_MODE } = env
  const fault = storageFault({ ...z.object(storageVariables).parse(bucket), AETHERFLOW_MODE })
  const name = fault?.path[0] as keyof Environment | undefined
  return fault === null || name === undefined
    ? []
    : [{ name, message: fault.message, fix: fixes[name] }]
}
