import { randomBytes } from 'node:crypto'
import { Secret } from '@aetherflow/crypto/secret'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type FakeKms, startFakeKms } from '../testing/fake-kms-server.ts'
import { describeKms } from './contract.ts'
import { createAwsKms } from './create-aws-kms.ts'

let server: FakeKms
beforeAll(async () => {
  server = await startFakeKms(['key-one', 'key-two'])
})
afterAll(() => server.close())
afterEach(() => server.fail(null))

const credentials = {
  accessKeyId: 'AKIATEST',
  secretAccessKey: new Secret('a-secret-of-the-test-01'),
}
const kms = (keyId = 'key-one', endpoint = server.endpoint) =>
  createAwsKms({ keyId, region: 'eu-central-1', endpoint, credentials, timeoutMs: 3_000 })

describe('AWS KMS', () => {
  describeKms({
    kms,
    other: () => kms('key-two'),
    gone: () => kms('key-one', 'http://127.0.0.1:9'),
  })

  it.each([
    ['AccessDeniedException', 'KMS_REFUSED'],
    ['DisabledException', 'KMS_REFUSED'],
    ['UnrecognizedClientException', 'KMS_REFUSED'],
    ['KMSInvalidStateException', 'KMS_REFUSED'],
    ['KeyUnavailableException', 'KMS_UNAVAILABLE'],
    ['ThrottlingException', 'KMS_UNAVAILABLE'],
    ['SomethingNewException', 'KMS_FAILED'],
  ])('says %s as %s, and quotes nothing that was sent', async (error, code) => {
    server.fail(error)
    const dataKey = randomBytes(32)
    const failure: unknown = await kms()
      .wrap(dataKey)
      .catch((thrown: unknown) => thrown)
    expect(failure).toMatchObject({ code, message: `${code}: ${error}` })
    expect(JSON.stringify(failure, Object.getOwnPropertyNames(failure))).not.toContain(
      dataKey.toString('base64'),
    )
  })

  it('does not know a key that is not there', async () => {
    await expect(kms('key-nine').wrap(randomBytes(32))).rejects.toMatchObject({
      code: 'KMS_REFUSED',
    })
  })

  it('unwraps nothing that was wrapped for another purpose', async () => {
    const elsewhere = createElsewhere()
    await expect(kms().unwrap(await elsewhere)).rejects.toMatchObject({ code: 'KMS_WRONG_KEY' })
  })
})

/** The same key, asked by another program without our encryption context. */
async function createElsewhere(): Promise<Uint8Array> {
  const answer = await fetch(server.endpoint, {
    method: 'POST',
    headers: { authorization: 'AWS4-HMAC-SHA256 x', 'x-amz-target': 'TrentService.Encrypt' },
    body: JSON.stringify({ KeyId: 'key-one', Plaintext: randomBytes(32).toString('base64') }),
  })
  const { CiphertextBlob } = (await answer.json()) as { CiphertextBlob: string }
  return Buffer.from(CiphertextBlob, 'base64')
}
