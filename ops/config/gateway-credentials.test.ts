import { generateKeyPairSync } from 'node:crypto'
import { expect, it } from 'vitest'
import { simulatedAlipayAccount } from '../secrets/simulated-gateways.ts'
import { ConfigError, type ConfigProblem } from './config-error.ts'
import { readConfig } from './read-config.ts'

function pair(modulusLength: number) {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  return { privateKey, publicKey }
}
const [ours, theirs, short] = [pair(2048), pair(2048), pair(1024)]

const ready = {
  AETHERFLOW_MODE: 'production',
  PUBLIC_URL: 'https://flow.example.org',
  SMTP_URL: 'smtps://user:word@mail.example.org',
  MAIL_FROM: 'Flow <flow@example.org>',
}
const alipay = {
  ALIPAY_APP_ID: '2021003100000001',
  ALIPAY_SELLER_ID: '2088123412341234',
  ALIPAY_PRIVATE_KEY: ours.privateKey,
  ALIPAY_PUBLIC_KEY: theirs.publicKey,
}
const stripe = {
  STRIPE_SECRET_KEY: 'sk_live_51Habcdefghijklmnopqrstuvwxyz',
  STRIPE_WEBHOOK_SECRET: 'whsec_0123456789abcdefghijklmnopqrstuv',
}

function problemsOf(environment: NodeJS.ProcessEnv): readonly ConfigProblem[] {
  try {
    readConfig(environment, '/project')
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
}
const wrong = (environment: NodeJS.ProcessEnv) => problemsOf(environment).map(({ name }) => name)

it('opens in production what the operator has an account for', () => {
  expect(readConfig(ready, '/project').gateways).toEqual({ alipay: null, stripe: null })
  expect(readConfig({ ...ready, ...stripe }, '/project').gateways).toEqual({ alipay: null, stripe })
  expect(readConfig({ ...ready, ...alipay, ...stripe }, '/project').gateways).toEqual({
    alipay,
    stripe,
  })
})

it('takes keys as one line of base64, and with line breaks written as \\n', () => {
  const oneLine = theirs.publicKey.replaceAll(/-----[^-]+-----|\n/g, '')
  const escaped = ours.privateKey.replaceAll('\n', '\\n')
  const written = { ...alipay, ALIPAY_PUBLIC_KEY: oneLine, ALIPAY_PRIVATE_KEY: escaped }
  expect(wrong({ ...ready, ...written })).toEqual([])
})

it.each(Object.keys({ ...alipay, ...stripe }))('refuses a gateway without its %s', (name) => {
  const rest = { ...alipay, ...stripe, [name]: undefined }
  const [problem, ...others] = problemsOf({ ...ready, ...rest })
  expect(problem).toMatchObject({
    name,
    message: expect.stringMatching(/^is missing while/),
    fix: expect.stringContaining(name),
  })
  expect(others).toEqual([])
})

it.each([
  ['ALIPAY_APP_ID', 'changeme'],
  ['ALIPAY_APP_ID', simulatedAlipayAccount.appId],
  ['ALIPAY_SELLER_ID', 'me@example.org'],
  ['ALIPAY_SELLER_ID', simulatedAlipayAccount.sellerId],
  ['ALIPAY_PRIVATE_KEY', 'x'.repeat(64)],
  ['ALIPAY_PRIVATE_KEY', short.privateKey],
  ['ALIPAY_PRIVATE_KEY', ours.publicKey],
  ['ALIPAY_PUBLIC_KEY', short.publicKey],
  ['ALIPAY_PUBLIC_KEY', ours.publicKey],
  ['STRIPE_SECRET_KEY', 'changeme'],
  ['STRIPE_SECRET_KEY', ' '.repeat(40)],
  ['STRIPE_SECRET_KEY', `sk_live_${'0'.repeat(40)}`],
  ['STRIPE_SECRET_KEY', 'pk_live_51Habcdefghijklmnopqrstuvwxyz'],
  ['STRIPE_SECRET_KEY', 'sk_test_4eC39HqLyjWDarjtT1zdp7dc'],
  ['STRIPE_SECRET_KEY', 'sk_sim_0123456789abcdefghijklmnopqr'],
  ['STRIPE_WEBHOOK_SECRET', 'whsec_short'],
  ['STRIPE_WEBHOOK_SECRET', `whsec_${'a'.repeat(40)}`],
  ['STRIPE_WEBHOOK_SECRET', `${stripe.STRIPE_WEBHOOK_SECRET}\n`],
  ['STRIPE_WEBHOOK_SECRET', 'whsec_sim_0123456789abcdefghijklmnopqrstuv'],
])('refuses %s when it is %j', (name, value) => {
  const problems = problemsOf({ ...ready, ...alipay, ...stripe, [name]: value })
  expect(problems).toHaveLength(1)
  const expected = value.includes('sim_') ? /^STRIPE_/ : new RegExp(`^${name}$`)
  expect(problems[0]?.name).toMatch(expected)
  const secret = value.trim().replaceAll(/-----[^-]+-----/g, '')
  if (secret.length > 20) expect(JSON.stringify(problems)).not.toContain(secret.slice(0, 20))
})

it.each(['demo', 'test', undefined])('refuses real accounts in mode %s', (mode) => {
  const environment = { AETHERFLOW_MODE: mode, ...alipay, ...stripe }
  expect(wrong(environment)).toEqual(Object.keys({ ...alipay, ...stripe }))
  expect(problemsOf(environment)[0]).toEqual({
    name: 'ALIPAY_APP_ID',
    message: 'is refused outside production: demo and test pay at their own simulator',
    fix: 'unset ALIPAY_APP_ID, or set AETHERFLOW_MODE=production',
  })
})

it('refuses another address for a gateway, where a key could be sent', () => {
  const elsewhere = {
    ALIPAY_GATEWAY_URL: 'https://pay.example.org',
    STRIPE_API_URL: 'https://pay.example.org',
  }
  expect(wrong({ ...ready, ...alipay, ...stripe, ...elsewhere })).toEqual(Object.keys(elsewhere))
})
