import { createServer, type ServerResponse } from 'node:http'
import { inspect } from 'node:util'
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { Secret } from '@aetherflow/crypto/secret'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listen } from '../../testing/listen.ts'
import { startS3Server, type S3Server } from '../../testing/s3-server.ts'
import { describeObjectStorage } from '../contract.ts'
import { createS3Storage } from './create-s3-storage.ts'

describeObjectStorage('a bucket', async () => {
  const server = await startS3Server()
  return { storage: createS3Storage(server.settings), close: server.close }
})

const bytes = new TextEncoder().encode('picture')

describe('a bucket', () => {
  let server: S3Server
  beforeAll(async () => void (server = await startS3Server()))
  afterAll(() => server.close())

  it('refuses to return bytes that are not those of their hash', async () => {
    const { settings } = server
    const client = new S3Client({
      region: settings.region,
      endpoint: settings.endpoint,
      forcePathStyle: true,
      credentials: {
        accessKeyId: settings.accessKeyId,
        secretAccessKey: settings.secretAccessKey.reveal(),
      },
    })
    const put = new PutObjectCommand({
      Bucket: settings.bucket,
      Key: 'damaged',
      Body: bytes,
      Metadata: { sha256: 'f'.repeat(64) },
    })
    await client.send(put)
    await expect(createS3Storage(settings).get('damaged')).rejects.toMatchObject({
      code: 'OBJECT_DAMAGED',
    })
    await client.send(new CreateBucketCommand({ Bucket: 'another' }))
    expect(await createS3Storage({ ...settings, bucket: 'another' }).get('damaged')).toBeNull()
  })

  it('says that the bucket is not there', async () => {
    const storage = createS3Storage({ ...server.settings, bucket: 'nowhere' })
    const missing = { code: 'STORAGE_BUCKET_MISSING' }
    await expect(storage.put('a', bytes, 'text/plain')).rejects.toMatchObject(missing)
    await expect(storage.get('a')).rejects.toMatchObject(missing)
    await expect(storage.list('', { limit: 1 })).rejects.toMatchObject(missing)
    await expect(storage.check()).rejects.toMatchObject(missing)
  })

  it('says that it is not let in', async () => {
    const storage = createS3Storage({ ...server.settings, accessKeyId: 'NOBODY' })
    await expect(storage.put('a', bytes, 'text/plain')).rejects.toMatchObject({
      code: 'STORAGE_REFUSED',
    })
  })
})

describe('a bucket that refuses or is away', () => {
  const settingsFor = (port: number) => ({
    bucket: 'pictures',
    region: 'us-east-1',
    accessKeyId: 'a',
    secretAccessKey: new Secret('a-secret-of-the-tests'),
    endpoint: `http://127.0.0.1:${port}`,
    pathStyle: true,
    timeouts: { connectMs: 300, idleMs: 300, totalMs: 2_000 },
  })

  it('shows neither key nor signature, whatever the service echoes', async () => {
    const echo = createServer((request, response) => {
      const told = `${request.headers.authorization ?? ''} a-secret-of-the-tests`
      response.writeHead(403, { 'content-type': 'application/xml' })
      response.end(
        `<Error><Code>SignatureDoesNotMatch</Code><Message>${told}</Message><StringToSign>${told}</StringToSign></Error>`,
      )
    })
    await using listening = await listen(echo)
    const storage = createS3Storage(settingsFor(listening.port))
    const refusal = await storage.put('a', bytes, 'text/plain').catch((error: unknown) => error)
    expect(refusal).toMatchObject({ code: 'STORAGE_REFUSED' })
    expect(inspect(refusal, { depth: null })).not.toMatch(/secret-of|AWS4-HMAC|Signature=/)
  })

  it('is given up after a few tries, whatever is wrong with it', async () => {
    let calls = 0
    const answers = [
      (response: ServerResponse) => void response.writeHead(503).end(),
      (response: ServerResponse) => void response.destroy(),
      () => {},
    ]
    for (const answer of answers) {
      calls = 0
      const server = createServer((_request, response) => {
        calls += 1
        answer(response)
      })
      await using listening = await listen(server)
      const storage = createS3Storage(settingsFor(listening.port))
      await expect(storage.get('a')).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' })
      expect(calls).toBeGreaterThanOrEqual(1)
      expect(calls).toBeLessThanOrEqual(3)
    }
  })

  it('is unavailable when nobody listens', async () => {
    const { port } = await (async () => {
      await using listening = await listen(createServer())
      return { port: listening.port }
    })()
    await expect(createS3Storage(settingsFor(port)).check()).rejects.toMatchObject({
      code: 'STORAGE_UNAVAILABLE',
    })
  })
})
