import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { Secret } from '@aetherflow/crypto/secret'
import type { S3Settings } from '../storage/s3/create-s3-storage.ts'
import { temporaryFolder } from './temporary-folder.ts'

export type S3Server = {
  settings: S3Settings & { endpoint: string }
  close(): Promise<void>
}

/**
 * An S3 server with one empty bucket, on a free port. s3rver: of what npm and Debian have, the one that installs without
 * a binary and a cluster, checks digests and lists by version 2. In a process of its own, because the tokens of its
 * lists need a cipher that OpenSSL calls legacy; it checks who asks, but no signature.
 */
export async function startS3Server(): Promise<S3Server> {
  const folder = await temporaryFolder()
  const bucket = 'pictures'
  const script = fileURLToPath(new URL('./s3rver-process.ts', import.meta.url))
  const child = spawn(
    process.execPath,
    ['--openssl-legacy-provider', '--no-warnings', script, folder.path, bucket],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  )
  const [port] = (await Promise.race([
    once(createInterface(child.stdout), 'line'),
    once(child, 'exit').then(() => Promise.reject(new Error('s3rver ended'))),
  ])) as [string]
  return {
    settings: {
      bucket,
      region: 'us-east-1',
      // s3rver knows this one account.
      accessKeyId: 'S3RVER',
      secretAccessKey: new Secret('S3RVER'),
      endpoint: `http://127.0.0.1:${port}`,
      pathStyle: true,
    },
    async close() {
      const ended = once(child, 'exit')
      child.stdin.end()
      await ended
      await folder[Symbol.asyncDispose]()
    },
  }
}
