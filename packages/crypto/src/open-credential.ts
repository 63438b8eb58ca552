import { decodeBase64url, encodeBase64url } from './base64url.ts'
import { type CredentialContext, encodeAssociatedData } from './credential-context.ts'
import { CryptoError } from './crypto-error.ts'
import { hpkeSuite } from './hpke-suite.ts'
import { type KeyRing, keyOf } from './key-ring.ts'
import { isPlaintextKey } from './plaintext-key.ts'
import { parseSealed } from './sealed-credential.ts'
import { Secret } from './secret.ts'
import { matchesVerificationTag } from './verification-tag.ts'

/**
 * Opens a verified credential for one upstream call. The tag is checked first: a row that somebody else
 * sealed, moved or edited is refused before its ciphertext is touched.
 * @param tag what `verificationTag` gave when the deposit was verified
 * @throws CryptoError `VAULT_KEY_UNKNOWN` when the ring lacks the vault key that the text names: that says nothing about
 * the credential, another process may hold it. Else `CREDENTIAL_UNREADABLE`; `reason` says why, for the operator
 */
export async function openCredential(
  ring: KeyRing,
  sealed: string,
  context: CredentialContext,
  tag: string,
): Promise<Secret> {
  // Before the tag: a ring without the vault key may have another tag key as well, and its answer means nothing.
  keyOf(ring, parseSealed(sealed).keyId)
  const genuine = orUnreadable(() => matchesVerificationTag(ring, sealed, context, tag))
  if (!genuine) throw new CryptoError('CREDENTIAL_UNREADABLE', 'the verification tag does not fit')
  return openUnverified(ring, sealed, context)
}

/**
 * Opens a credential that has no tag yet. Only deposit verification may use it, on a key that its owner
 * has just sealed; every other caller uses `openCredential`.
 * @throws CryptoError `VAULT_KEY_UNKNOWN` when the ring lacks the vault key that the text names, else
 * `CREDENTIAL_UNREADABLE`; `reason` says why, for the operator
 */
export async function openUnverified(
  ring: KeyRing,
  sealed: string,
  context: CredentialContext,
): Promise<Secret> {
  const { keyId, encapsulated, ciphertext } = parseSealed(sealed)
  const vaultKey = keyOf(ring, keyId)
  const associatedData = orUnreadable(() => encodeAssociatedData(keyId, context))
  if (vaultKey.privateKey === null)
    throw new CryptoError('CREDENTIAL_UNREADABLE', 'its vault key is retired')
  let opened: Uint8Array
  try {
    const recipientKey = await importKeyPair(vaultKey.publicKey, vaultKey.privateKey)
    const plaintext = await hpkeSuite().open(
      { recipientKey, enc: encapsulated },
      ciphertext,
      associatedData,
    )
    opened = new Uint8Array(plaintext)
  } catch {
    throw new CryptoError('CREDENTIAL_UNREADABLE', 'ciphertext and context do not belong together')
  }
  const key = new TextDecoder('utf-8', { ignoreBOM: true }).decode(opened)
  opened.fill(0)
  // Whoever sealed it may not have used our code: a line break would split a request header.
  if (!isPlaintextKey(key))
    throw new CryptoError('CREDENTIAL_UNREADABLE', 'what was sealed is no API key')
  return new Secret(key)
}

function orUnreadable<Result>(step: () => Result): Result {
  try {
    return step()
  } catch (error) {
    throw new CryptoError(
      'CREDENTIAL_UNREADABLE',
      error instanceof CryptoError ? error.reason : 'wrong input',
    )
  }
}

async function importKeyPair(publicKey: string, privateKey: Secret) {
  const ecdh = { name: 'ECDH', namedCurve: 'P-256' }
  const point = decodeBase64url(publicKey)
  const x = encodeBase64url(point.subarray(1, 33))
  const y = encodeBase64url(point.subarray(33))
  const jwk = { kty: 'EC', crv: 'P-256', x, y, d: privateKey.reveal() }
  return {
    publicKey: await crypto.subtle.importKey('raw', point, ecdh, true, []),
    privateKey: await crypto.subtle.importKey('jwk', jwk, ecdh, false, ['deriveBits']),
  }
}
