import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { type KeyManagement, KmsError, purpose } from './key-management.ts'

const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16
const tagged = { authTagLength: TAG_BYTES }

/**
 * A key in a file of its own, for machines without a cloud: a mounted secret, a removable disk. 32 bytes in base64url, read
 * at each use and kept nowhere. It protects a copied data folder; whoever reads both files reads the ring.
 */
export function createKeyFileKms({ file }: { file: string }): KeyManagement {
  return {
    id: 'key-file',
    async wrap(dataKey) {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', await keyOf(file), nonce, tagged)
      cipher.setAAD(Buffer.from(JSON.stringify(purpose)))
      return Buffer.concat([nonce, cipher.update(dataKey), cipher.final(), cipher.getAuthTag()])
    },
    async unwrap(wrapped) {
      const key = await keyOf(file)
      try {
        const decipher = createDecipheriv(
          'aes-256-gcm',
          key,
          wrapped.subarray(0, NONCE_BYTES),
          tagged,
        )
        decipher.setAAD(Buffer.from(JSON.stringify(purpose)))
        decipher.setAuthTag(wrapped.subarray(-TAG_BYTES))
        const body = wrapped.subarray(NONCE_BYTES, -TAG_BYTES)
        return Buffer.concat([decipher.update(body), decipher.final()])
      } catch {
        throw new KmsError('KMS_WRONG_KEY')
      }
    },
  }
}

async function keyOf(file: string): Promise<Uint8Array> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch {
    throw new KmsError('KMS_UNAVAILABLE', 'its key file cannot be read')
  }
  const key = Buffer.from(text.trim(), 'base64url')
  if (key.length !== KEY_BYTES) throw new KmsError('KMS_REFUSED', 'its key file holds no key')
  return key
}
