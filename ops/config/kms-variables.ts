import type { Environment } from './environment-schema.ts'

const names = [
  'VAULT_KMS_KEY_ID',
  'VAULT_KMS_REGION',
  'VAULT_KMS_ENDPOINT',
  'VAULT_KMS_ACCESS_KEY_ID',
  'VAULT_KMS_SECRET_ACCESS_KEY',
  'VAULT_KMS_KEY_FILE',
] as const

/** The key service's variables as the worker gets them; empty where the ring lies in the clear. */
export type KmsEnvironment = Partial<Record<(typeof names)[number], string>>

export function kmsEnvironment(env: Environment): KmsEnvironment {
  return Object.fromEntries(
    names.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])),
  )
}
