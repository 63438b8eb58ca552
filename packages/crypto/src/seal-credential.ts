import { type CredentialContext, encodeAssociatedData } from './credential-context.ts'
import { CryptoError } from './crypto-error.ts'
import { hpkeSuite } from './hpke-suite.ts'
import { isPlaintextKey } from './plaintext-key.ts'
import { formatSealed } from './sealed-credential.ts'
import { subtleCrypto } from './subtle-crypto.ts'
import { publicKeyBytes, type VaultPublicKey } from './vault-public-key.ts'

/**
 * Seals an API key to the vault, in a browser or in Node, so that only the holder of the key ring can
 * read it and only in this context (RFC 9180; design: the web tier never sees the key).
 * @param plaintext the API key, 8–512 printable ASCII characters, already trimmed
 * @returns `af1.<vault key id>.<encapsulated key>.<ciphertext>`, different on every call
 * @throws CryptoError `PLAINTEXT_KEY_INVALID`, `PUBLIC_KEY_INVALID`, `CONTEXT_INVALID`, `WEB_CRYPTO_UNAVAILABLE`
 */
export async function sealCredential(
  vaultPublicKey: VaultPublicKey,
  context: CredentialContext,
  plaintext: string,
): Promise<string> {
  if (!isPlaintextKey(plaintext)) {
    throw new CryptoError(
      'PLAINTEXT_KEY_INVALID',
      'needs 8 to 512 printable characters without spaces',
    )
  }
  subtleCrypto()
  const point = publicKeyBytes(vaultPublicKey)
  const associatedData = encodeAssociatedData(vaultPublicKey.keyId, context)
  const suite = hpkeSuite()
  const recipientPublicKey = await suite.kem.importKey('raw', point.buffer, true).catch(() => {
    throw new CryptoError('PUBLIC_KEY_INVALID', 'the point is not on the curve')
  })
  const { enc, ct } = await suite.seal(
    { recipientPublicKey },
    new TextEncoder().encode(plaintext),
    associatedData,
  )
  return formatSealed({
    keyId: vaultPublicKey.keyId,
    encapsulated: new Uint8Array(enc),
    ciphertext: new Uint8Array(ct),
  })
}
