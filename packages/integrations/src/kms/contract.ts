import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import type { KeyManagement } from './key-management.ts'

/** One kind of service, real or faked, as its test brings it up. */
export type KmsUnderTest = {
  kms(): KeyManagement
  /** The same kind of service with another key. */
  other(): KeyManagement
  /** One that nobody answers at. */
  gone(): KeyManagement
}

const codeOf = async (work: Promise<unknown>): Promise<unknown> => {
  const failure: unknown = await work.then(
    () => ({ code: 'ok' }),
    (error: unknown) => error,
  )
  return failure instanceof Object && 'code' in failure ? failure.code : failure
}

/** What every key management service must do; each one’s test runs it. */
export function describeKms({ kms, other, gone }: KmsUnderTest): void {
  it('gives back what it wrapped, and shows it to nobody meanwhile', async () => {
    const dataKey = randomBytes(32)
    const wrapped = await kms().wrap(dataKey)
    expect(Buffer.from(wrapped).includes(dataKey)).toBe(false)
    expect(Buffer.from(await kms().unwrap(wrapped))).toEqual(dataKey)
  })

  it('wraps the same key differently each time', async () => {
    const dataKey = randomBytes(32)
    const [one, two] = await Promise.all([kms().wrap(dataKey), kms().wrap(dataKey)])
    expect(Buffer.from(one)).not.toEqual(Buffer.from(two))
  })

  it('refuses what another key wrapped, and what was changed', async () => {
    const wrapped = await other().wrap(randomBytes(32))
    expect(await codeOf(kms().unwrap(wrapped))).toBe('KMS_WRONG_KEY')
    const changed = Buffer.from(await kms().wrap(randomBytes(32)))
    const last = changed.length - 1
    changed[last] = (changed[last] ?? 0) ^ 1
    expect(await codeOf(kms().unwrap(changed))).toBe('KMS_WRONG_KEY')
    expect(await codeOf(kms().unwrap(randomBytes(8)))).toBe('KMS_WRONG_KEY')
  })

  it('says that it is gone, without a word of the key', async () => {
    const dataKey = randomBytes(32)
    const failure: unknown = await gone()
      .wrap(dataKey)
      .catch((error: unknown) => error)
    expect(failure).toMatchObject({ code: 'KMS_UNAVAILABLE' })
    for (const form of ['hex', 'base64', 'base64url'] as const)
      expect(JSON.stringify([failure, String(failure)])).not.toContain(dataKey.toString(form))
    expect(await codeOf(gone().unwrap(dataKey))).toBe('KMS_UNAVAILABLE')
  })
}
