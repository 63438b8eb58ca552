import { createHash } from 'node:crypto'
import { z } from 'zod'
import { StorageError } from '../storage-error.ts'
import type { StoredObject } from '../object-storage.ts'

/** First bytes of every file, naming the layout. */
const magic = Buffer.from('AFOBJ1\n')
const maxHeaderBytes = 1024

const headerSchema = z.strictObject({
  key: z.string(),
  contentType: z.string(),
  sha256: z.string(),
})

/**
 * Lays an object out as one file: magic, a line of JSON (key, content type, hash), then the bytes. One file and
 * not a sidecar, because one rename cannot leave the two disagreeing.
 */
export function encodeEnvelope(key: string, object: StoredObject): Buffer {
  const { bytes, contentType } = object
  const header = JSON.stringify({
    key,
    contentType,

    sha256: sha256(bytes),
  })
  return Buffer.concat([magic, Buffer.from(`${header}\n`), bytes])
}

/**
 * Reads a file back and checks that it is whole and is the object asked for.
 * @throws StorageError OBJECT_DAMAGED
 */
export function decodeEnvelope(key: string, file: Buffer): StoredObject {
  const headerEnd = file.subarray(0, magic.length + maxHeaderBytes).indexOf(0x0a, magic.length)
  if (headerEnd === -1 || !file.subarray(0, magic.length).equals(magic))
    throw new StorageError('OBJECT_DAMAGED')
  const header = headerSchema.safeParse(parsed(file.toString('utf8', magic.length, headerEnd)))
  if (!header.success) throw new StorageError('OBJECT_DAMAGED')
  const bytes = new Uint8Array(file.subarray(headerEnd + 1))
  const { data } = header
  if (data.key !== key || data.sha256 !== sha256(bytes)) throw new StorageError('OBJECT_DAMAGED')
  return { bytes, contentType: data.contentType }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
