import { createKeyRing, primaryPublicKey } from '@aetherflow/crypto/key-ring'
import { describe, expect, it } from 'vitest'
import { readWebEnvironment } from './web-environment.ts'

const base = {
  AETHERFLOW_MODE: 'production',
  PUBLIC_URL: 'https://flow.example.org',
  DATABASE_URL: 'postgresql://web@h/d',
  NEXTAUTH_SECRET: 'the-session-secret-0123456789abcdef',
  ADDRESS_SECRET: 'the-address-secret-0123456789abcdef',
  VAULT_PUBLIC_KEY: JSON.stringify(primaryPublicKey(await createKeyRing())),
  STORAGE_ROOT: '/data/storage',
}
const stripe = { STRIPE_SECRET_KEY: 'sk_live_x', STRIPE_WEBHOOK_SECRET: 'whsec_x' }

describe('the web process', () => {
  it('starts in production with the operator’s gateways, or with none', () => {
    expect(readWebEnvironment(base).STRIPE_SECRET_KEY).toBeUndefined()
    expect(readWebEnvironment({ ...base, ...stripe })).toMatchObject(stripe)
  })

  it.each([
    { SIMULATOR_URL: 'http://127.0.0.1:3001' },
    { SANDBOX_URL: 'http://127.0.0.1:3001/sandbox' },
    { SANDBOX_SECRET: 'the-sandbox-secret-0123456789abcdef' },
    { ALIPAY_GATEWAY_URL: 'http://127.0.0.1:3001/alipay' },
    { STRIPE_API_URL: 'http://127.0.0.1:3001' },
  ])('does not start in production with %j, and does in a demo', (simulated) => {
    expect(() => readWebEnvironment({ ...base, ...simulated })).toThrow(
      'never talks to a simulator',
    )
    const demo = { ...base, ...simulated, AETHERFLOW_MODE: 'demo' }
    expect(readWebEnvironment(demo)).toMatchObject(simulated)
  })

  it.each(['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET'])(
    'does not start without %s, and never says the other',
    (name) => {
      const start = () => readWebEnvironment({ ...base, ...stripe, [name]: undefined })
      expect(start).toThrow('goes together with')
      expect(start).not.toThrow(/sk_live|whsec/)
    },
  )

  const bucket = {
    S3_BUCKET: 'pictures',
    S3_REGION: 'cn-hangzhou',
    S3_ACCESS_KEY_ID: 'id',
    S3_SECRET_ACCESS_KEY: 'the-secret-of-the-bucket',
    STORAGE_ROOT: undefined,
  }

  it('keeps pictures in a folder or in a bucket, never in half of one', () => {
    expect(readWebEnvironment({ ...base, ...bucket }).S3_BUCKET).toBe('pictures')
    for (const name of ['S3_REGION', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY', 'S3_BUCKET']) {
      const start = () => readWebEnvironment({ ...base, ...bucket, [name]: undefined })
      expect(start, name).toThrow(name)
      expect(start, name).not.toThrow(/the-secret-of/)
    }
    expect(() => readWebEnvironment({ ...base, STORAGE_ROOT: undefined })).toThrow('STORAGE_ROOT')
    expect(() =>
      readWebEnvironment({ ...base, ...bucket, S3_ENDPOINT: 'http://minio.local:9000' }),
    ).toThrow('https only')
  })
})
