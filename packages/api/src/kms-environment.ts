import { Secret } from '@aetherflow/crypto/secret'
import { z } from 'zod'
import { openRingFile } from './open-ring-file.ts'
import type { KmsSettings } from '@aetherflow/integrations/kms/create-kms'
import type { KeyRing } from '@aetherflow/crypto/key-ring'

const text = z.string().min(1).max(2048).optional()

/** The variables of the key management service, for the schemas of the worker and of the operator's commands. */
export const kmsVariables = {
  VAULT_KMS_KEY_ID: text,
  VAULT_KMS_REGION: text,
  VAULT_KMS_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  /** Both, or neither where the machine has a role of its own. */
  VAULT_KMS_ACCESS_KEY_ID: text,
  VAULT_KMS_SECRET_ACCESS_KEY: text,
  VAULT_KMS_KEY_FILE: text,
}
export type KmsVariables = z.infer<z.ZodObject<typeof kmsVariables>>

export function kmsSettings(env: KmsVariables): KmsSettings {
  const secret = env.VAULT_KMS_SECRET_ACCESS_KEY
  return {
    awsKeyId: env.VAULT_KMS_KEY_ID,
    awsRegion: env.VAULT_KMS_REGION,
    awsEndpoint: env.VAULT_KMS_ENDPOINT,
    awsAccessKeyId: env.VAULT_KMS_ACCESS_KEY_ID,
    awsSecretAccessKey: secret === undefined ? undefined : new Secret(secret),
    keyFile: env.VAULT_KMS_KEY_FILE,
  }
}

/**
 * Opens a ring file with the service that the operator has set, where the file is wrapped.
 * @throws KmsError, CryptoError; neither quotes the file
 */
export function openRing(file: string, env: KmsVariables): Promise<KeyRing> {
  return openRingFile(file, kmsSettings(env))
}
