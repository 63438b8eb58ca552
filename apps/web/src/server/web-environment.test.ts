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
})
