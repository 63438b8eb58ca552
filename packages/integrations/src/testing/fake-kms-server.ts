import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type FakeKms = {
  endpoint: string
  /** Answers with this AWS error from now on; null for none. */
  fail(error: string | null): void
  /** How often it was asked. */
  asked(): number
  close(): Promise<void>
}

type Body = {
  KeyId?: string
  Plaintext?: string
  CiphertextBlob?: string
  EncryptionContext?: Record<string, string>
}

/**
 * AWS KMS as far as we use it: the JSON 1.1 protocol over HTTP, two keys, encryption contexts that are checked, and the
 * service's own error names. It wants a signature by Signature Version 4 and does not check what it says.
 */
export async function startFakeKms(keyIds: readonly string[]): Promise<FakeKms> {
  const keys = new Map(keyIds.map((id) => [id, randomBytes(32)]))
  let failing: string | null = null
  let asked = 0
  const server = createServer((request, response) => {
    void readJson(request).then((body) => {
      asked += 1
      try {
        if (failing !== null) throw new Error(failing)
        if (!(request.headers.authorization ?? '').startsWith('AWS4-HMAC-SHA256 '))
          throw new Error('IncompleteSignature')
        answer(response, 200, perform(keys, String(request.headers['x-amz-target']), body))
      } catch (error) {
        const name = error instanceof Error ? error.message : 'KMSInternalException'
        // As the real one does, the message may quote what was sent: nobody may print it.
        answer(response, 400, { __type: name, message: `about ${JSON.stringify(body)}` })
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    endpoint: `http://127.0.0.1:${port}`,
    fail: (error) => (failing = error),
    asked: () => asked,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

function perform(keys: ReadonlyMap<string, Buffer>, target: string, body: Body): object {
  const KeyId = body.KeyId ?? ''
  const key = keys.get(KeyId)
  if (key === undefined) throw new Error('NotFoundException')
  const context = Buffer.from(
    JSON.stringify(Object.entries(body.EncryptionContext ?? {}).toSorted(byName)),
  )
  if (target === 'TrentService.Encrypt') {
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 }).setAAD(context)
    const sealed = [cipher.update(Buffer.from(body.Plaintext ?? '', 'base64')), cipher.final()]
    const blob = Buffer.concat([Buffer.from(KeyId), nonce, ...sealed, cipher.getAuthTag()])
    return { KeyId, CiphertextBlob: blob.toString('base64') }
  }
  if (target !== 'TrentService.Decrypt') throw new Error('UnknownOperationException')
  const blob = Buffer.from(body.CiphertextBlob ?? '', 'base64')
  const owner = [...keys.keys()].find((id) => blob.subarray(0, id.length).toString() === id)
  if (owner === undefined) throw new Error('InvalidCiphertextException')
  if (owner !== KeyId) throw new Error('IncorrectKeyException')
  const rest = blob.subarray(KeyId.length)
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, rest.subarray(0, 12), {
      authTagLength: 16,
    }).setAAD(context)
    decipher.setAuthTag(rest.subarray(-16))
    const plain = Buffer.concat([decipher.update(rest.subarray(12, -16)), decipher.final()])
    return { KeyId, Plaintext: plain.toString('base64') }
  } catch {
    throw new Error('InvalidCiphertextException')
  }
}

const byName = ([a]: [string, string], [b]: [string, string]) => a.localeCompare(b)

async function readJson(request: IncomingMessage): Promise<Body> {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(Buffer.from(piece))
  return JSON.parse(Buffer.concat(pieces).toString('utf8')) as Body
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' })
  response.end(JSON.stringify(body))
}
