import { randomBytes } from 'node:crypto'
import { rename, rm, writeFile, readFile } from 'node:fs/promises'
import { type KeyRing, serializeKeyRing } from '@aetherflow/crypto/key-ring'
import {
  isWrappedRing,
  newDataKey,
  parseWrappedRing,
  wrapRing,
} from '@aetherflow/crypto/wrapped-ring'
import { createKms } from '@aetherflow/integrations/kms/create-kms'
import { type KmsVariables, kmsSettings, openRing } from '@aetherflow/api/kms-environment'
import { FixableError } from '../run/fixable-error.ts'

export type RingFile = {
  ring: KeyRing
  /** Which service wraps it; null for a file in the clear. */
  kms: string | null
}

/** Opens this installation's ring; a service that has wrapped it is asked. */
export async function readRing(file: string, env: KmsVariables): Promise<RingFile> {
  try {
    const ring = await openRing(file, env)
    const text = await readFile(file, 'utf8')
    return { ring, kms: isWrappedRing(text) ? parseWrappedRing(text).kms : null }
  } catch (error) {
    const said = error instanceof Error && 'code' in error ? error.message : 'unreadable'
    throw new FixableError(
      `The vault's key ring ${file} does not open (${said}).`,
      'set the VAULT_KMS_… variables of its key service, or restore the file from a backup',
    )
  }
}

/** Puts a ring in place of the file, whole or not at all, wrapped anew where it is to be. */
export async function writeRing(
  file: string,
  { ring, kms }: RingFile,
  env: KmsVariables,
): Promise<void> {
  const text = kms === null ? serializeKeyRing(ring).reveal() : await wrapped(ring, kms, env)
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`
  try {
    await writeFile(draft, text, { mode: 0o600, flush: true })
    await rename(draft, file)
  } finally {
    await rm(draft, { force: true })
  }
}

async function wrapped(ring: KeyRing, id: string, env: KmsVariables): Promise<string> {
  const dataKey = newDataKey()
  try {
    const kms = createKms(id, kmsSettings(env))
    return wrapRing(ring, dataKey, { kms: id, wrappedKey: await kms.wrap(dataKey) })
  } catch (error) {
    const said = error instanceof Error ? error.message : 'unknown'
    throw new FixableError(`The ring was not wrapped (${said}).`, 'set the VAULT_KMS_… variables')
  } finally {
    dataKey.fill(0)
  }
}
