import { readFile } from 'node:fs/promises'
import { type KeyRing, parseKeyRing } from '@aetherflow/crypto/key-ring'
import { isWrappedRing, openWrappedRing, parseWrappedRing } from '@aetherflow/crypto/wrapped-ring'
import { createKms, type KmsSettings } from '@aetherflow/integrations/kms/create-kms'

/**
 * The key ring of a file: plain, or wrapped, when the service that wrapped it is asked. There is no way round a service
 * that does not answer: without it nothing opens.
 * @throws KmsError, CryptoError; neither quotes the file
 */
export async function openRingFile(file: string, settings: KmsSettings): Promise<KeyRing> {
  const text = await readFile(file, 'utf8')
  if (!isWrappedRing(text)) return parseKeyRing(text)
  const wrapped = parseWrappedRing(text)
  const dataKey = await createKms(wrapped.kms, settings).unwrap(wrapped.wrappedKey)
  try {
    return openWrappedRing(wrapped, dataKey)
  } finally {
    dataKey.fill(0)
  }
}
