import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import type { Secret } from '@aetherflow/crypto/secret'
import { assertKeyPrefix, assertObjectKey, isObjectKey } from '../object-key.ts'
import type { ObjectStorage, StoredObject } from '../object-storage.ts'
import { probeStorage } from '../probe-storage.ts'
import { assertStorable, maxObjectBytes } from '../storable.ts'
import { StorageError } from '../storage-error.ts'
import { isMissing, toStorageError } from './to-storage-error.ts'

export type S3Settings = {
  bucket: string
  region: string
  accessKeyId: string
  secretAccessKey: Secret
  /** Of a service that is not AWS: OSS, MinIO, R2. */
  endpoint?: string | undefined
  /** The bucket in the path and not in the host name; MinIO wants it. */
  pathStyle?: boolean | undefined
  /** Until a connection stands, until the next bytes come, and in all. For tests. */
  timeouts?: { connectMs: number; idleMs: number; totalMs: number }
}

const defaultTimeouts = { connectMs: 3_000, idleMs: 15_000, totalMs: 60_000 }
/** The first one included; with growing pauses of at most seconds. */
const maxTries = 3
const tornPauseMs = 100

/**
 * Object storage in a bucket that speaks S3. Bytes are checked on their way (Content-MD5, which every such service knows)
 * and when they come back (their SHA-256, kept beside them). Throws StorageError with a code and the service's own word for
 * it, never with a key or a signature.
 */
export function createS3Storage(settings: S3Settings): ObjectStorage {
  const { bucket: Bucket, timeouts = defaultTimeouts } = settings
  const client = createClient(settings, timeouts)
  /** One deadline over all tries. */
  const within = () => ({ abortSignal: AbortSignal.timeout(timeouts.totalMs) })
  const storage: ObjectStorage = {
    async put(key, bytes, contentType) {
      assertObjectKey(key)
      assertStorable(bytes, contentType)
      const command = new PutObjectCommand({
        Bucket,
        Key: key,
        Body: bytes,
        ContentType: contentType,
        ContentMD5: createHash('md5').update(bytes).digest('base64'),
        Metadata: { sha256: sha256Of(bytes) },
      })
      await client.send(command, within()).catch(toStorageError)
    },
    async get(key) {
      assertObjectKey(key)
      const options = within()
      for (let tries = 1; ; tries += 1) {
        const answer = await readObject(client, { Bucket, Key: key }, options)
        if (answer !== 'damaged') return answer
        // Not every service that speaks S3 replaces in one step: a torn read is whole the next time.
        if (tries === maxTries) throw new StorageError('OBJECT_DAMAGED')
        await sleep(tornPauseMs * tries)
      }
    },
    async delete(key) {
      assertObjectKey(key)
      const command = new DeleteObjectCommand({ Bucket, Key: key })
      await client
        .send(command, within())
        .catch((error: unknown) => (isMissing(error) ? null : toStorageError(error)))
    },
    async list(prefix, { cursor, limit }) {
      assertKeyPrefix(prefix)
      const command = new ListObjectsV2Command({
        Bucket,
        Prefix: prefix,
        MaxKeys: Math.min(limit, 1_000),
        ...(cursor === undefined ? {} : { ContinuationToken: cursor }),
      })
      const page = await client.send(command, within()).catch(toStorageError)
      const objects = (page.Contents ?? []).flatMap(({ Key = '', LastModified }) =>
        isObjectKey(Key) ? [{ key: Key, modifiedAt: LastModified ?? new Date(0) }] : [],
      )
      return { objects, cursor: page.NextContinuationToken ?? null }
    },
    check: () => probeStorage(storage),
  }
  return storage
}

async function readObject(
  client: S3Client,
  object: { Bucket: string; Key: string },
  options: { abortSignal: AbortSignal },
): Promise<StoredObject | null | 'damaged'> {
  try {
    const found = await client.send(new GetObjectCommand(object), options)
    if ((found.ContentLength ?? 0) > maxObjectBytes) return 'damaged'
    const bytes = (await found.Body?.transformToByteArray()) ?? new Uint8Array()
    const expected = found.Metadata?.['sha256']
    if (expected !== undefined && expected !== sha256Of(bytes)) return 'damaged'
    return { bytes: new Uint8Array(bytes), contentType: found.ContentType ?? '' }
  } catch (error) {
    return isMissing(error) ? null : toStorageError(error)
  }
}

function createClient(settings: S3Settings, timeouts: typeof defaultTimeouts): S3Client {
  const { region, endpoint, pathStyle, accessKeyId, secretAccessKey } = settings
  return new S3Client({
    region,
    ...(endpoint === undefined ? {} : { endpoint }),
    forcePathStyle: pathStyle ?? false,
    credentials: { accessKeyId, secretAccessKey: secretAccessKey.reveal() },
    maxAttempts: maxTries,
    // The newer checksums are AWS's alone; OSS and older MinIO refuse them.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: {
      connectionTimeout: timeouts.connectMs,
      requestTimeout: timeouts.idleMs,
      throwOnRequestTimeout: true,
    },
  })
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
