import { DecryptCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms'
import type { Secret } from '@aetherflow/crypto/secret'
import { type KeyManagement, KmsError, type KmsErrorCode, purpose } from './key-management.ts'

export type AwsKmsSettings = {
  /** Id, ARN or alias of a symmetric key. */
  keyId: string
  region: string
  /** Left out where the machine has a role of its own. */
  credentials?: { accessKeyId: string; secretAccessKey: Secret } | undefined
  /** Of a service that speaks the same protocol. */
  endpoint?: string | undefined
  timeoutMs?: number
}

const refused = new Set([
  'AccessDeniedException',
  'DisabledException',
  'ExpiredTokenException',
  'IncompleteSignature',
  'InvalidSignatureException',
  'KMSInvalidStateException',
  'NotFoundException',
  'UnrecognizedClientException',
])
const wrongKey = new Set([
  'IncorrectKeyException',
  'InvalidCiphertextException',
  'InvalidKeyUsageException',
])
const unavailable = new Set([
  'AbortError',
  'CredentialsProviderError',
  'DependencyTimeoutException',
  'KMSInternalException',
  'KeyUnavailableException',
  'LimitExceededException',
  'ThrottlingException',
  'TimeoutError',
])

/**
 * AWS KMS by its JSON protocol (docs.aws.amazon.com/kms/latest/APIReference: Encrypt, Decrypt), with a fixed encryption
 * context. The key is named when unwrapping too, so that a text of another key is refused. At most three tries and ten
 * seconds.
 */
export function createAwsKms(settings: AwsKmsSettings): KeyManagement {
  const { keyId: KeyId, region, endpoint, credentials, timeoutMs = 10_000 } = settings
  const client = new KMSClient({
    region,
    maxAttempts: 3,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(credentials === undefined
      ? {}
      : {
          credentials: {
            accessKeyId: credentials.accessKeyId,
            secretAccessKey: credentials.secretAccessKey.reveal(),
          },
        }),
  })
  const within = () => ({ abortSignal: AbortSignal.timeout(timeoutMs) })
  const EncryptionContext = purpose
  return {
    id: 'aws-kms',
    async wrap(dataKey) {
      const command = new EncryptCommand({ KeyId, Plaintext: dataKey, EncryptionContext })
      const { CiphertextBlob } = await client.send(command, within()).catch(toKmsError)
      return given(CiphertextBlob)
    },
    async unwrap(wrapped) {
      const command = new DecryptCommand({ KeyId, CiphertextBlob: wrapped, EncryptionContext })
      const { Plaintext } = await client.send(command, within()).catch(toKmsError)
      return given(Plaintext)
    },
  }
}

function given(bytes: Uint8Array | undefined): Uint8Array {
  if (bytes === undefined || bytes.length === 0) throw new KmsError('KMS_FAILED', 'an empty answer')
  return bytes
}

/** The service's name for it and nothing more: messages may quote what was sent. */
function toKmsError(error: unknown): never {
  const name = error instanceof Error ? error.name : 'unknown'
  throw new KmsError(codeOf(name, error), /^[A-Za-z]{1,60}$/.test(name) ? name : undefined)
}

function codeOf(name: string, error: unknown): KmsErrorCode {
  if (refused.has(name)) return 'KMS_REFUSED'
  if (wrongKey.has(name)) return 'KMS_WRONG_KEY'
  const lost = error instanceof Error && 'code' in error
  return unavailable.has(name) || lost ? 'KMS_UNAVAILABLE' : 'KMS_FAILED'
}
