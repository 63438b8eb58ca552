import type { Secret } from '@aetherflow/crypto/secret'
import { createAwsKms } from './create-aws-kms.ts'
import { createKeyFileKms } from './create-key-file-kms.ts'
import { type KeyManagement, KmsError } from './key-management.ts'

export type KmsSettings = {
  awsKeyId?: string | undefined
  awsRegion?: string | undefined
  awsEndpoint?: string | undefined
  awsAccessKeyId?: string | undefined
  awsSecretAccessKey?: Secret | undefined
  keyFile?: string | undefined
}

/**
 * The service that a wrapped file names, from what the operator has set.
 * @throws KmsError `KMS_REFUSED` for an unknown service or a missing setting, which it names
 */
export function createKms(id: string, settings: KmsSettings): KeyManagement {
  if (id === 'key-file') {
    if (settings.keyFile === undefined) throw missing('VAULT_KMS_KEY_FILE')
    return createKeyFileKms({ file: settings.keyFile })
  }
  if (id !== 'aws-kms') throw new KmsError('KMS_REFUSED', 'no such service')
  const { awsKeyId, awsRegion, awsEndpoint, awsAccessKeyId, awsSecretAccessKey } = settings
  if (awsKeyId === undefined) throw missing('VAULT_KMS_KEY_ID')
  if (awsRegion === undefined) throw missing('VAULT_KMS_REGION')
  const credentials =
    awsAccessKeyId === undefined || awsSecretAccessKey === undefined
      ? undefined
      : { accessKeyId: awsAccessKeyId, secretAccessKey: awsSecretAccessKey }
  return createAwsKms({ keyId: awsKeyId, region: awsRegion, endpoint: awsEndpoint, credentials })
}

const missing = (name: string) => new KmsError('KMS_REFUSED', `${name} is not set`)
