import { expect, it } from 'vitest'
import { ConfigError } from './config-error.ts'
import { readConfig, type Flags } from './read-config.ts'

const read = (environment: NodeJS.ProcessEnv, flags?: Flags) =>
  readConfig(environment, '/project', flags)

function problemsOf(environment: NodeJS.ProcessEnv, flags?: Flags) {
  try {
    read(environment, flags)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return []
}
const wrong = (environment: NodeJS.ProcessEnv, flags?: Flags) =>
  problemsOf(environment, flags).map(({ name }) => name)

const productionReady = {
  AETHERFLOW_MODE: 'production',
  PUBLIC_URL: 'https://flow.example.org',
  SMTP_URL: 'smtps://user:word@mail.example.org',
  MAIL_FROM: 'Flow <flow@example.org>',
}

it('is a demo on loopback with an embedded database when nothing is set', () => {
  expect(read({})).toEqual({
    mode: 'demo',
    port: { number: 3000, exact: false },
    simulatorPort: { number: 3001, exact: false },
    host: '127.0.0.1',
    publicUrl: null,
    databaseUrl: null,
    dataDir: '/project/data',
    smtpUrl: null,
    mailFrom: 'Aetherflow <no-reply@aetherflow.localhost>',
    bucket: {},
    kms: {},
    gateways: { alipay: null, stripe: null },
    https: false,
    tuning: {},
  })
})

it('takes an empty variable for an absent one', () => {
  expect(read({ PORT: '', DATABASE_URL: '', AETHERFLOW_MODE: '' })).toEqual(read({}))
})

it('wants exactly the port that was asked for, and the flag before the variable', () => {
  expect(read({ PORT: '4000' }).port).toEqual({ number: 4000, exact: true })
  expect(read({ PORT: '4000' }, { port: '5000' }).port).toEqual({ number: 5000, exact: true })
})

it.each([
  [{ AETHERFLOW_MODE: 'prod' }, ['AETHERFLOW_MODE']],
  [{ PORT: 'http' }, ['PORT']],
  [{ PORT: '70000' }, ['PORT']],
  [{ PORT: '80.5' }, ['PORT']],
  [{ SIMULATOR_PORT: '-1' }, ['SIMULATOR_PORT']],
  [{ PUBLIC_URL: 'flow.example.org' }, ['PUBLIC_URL']],
  [{ PUBLIC_URL: 'http://localhost:3000/app' }, ['PUBLIC_URL']],
  [{ DATABASE_URL: 'mysql://host/db', AETHERFLOW_MODE: 'demo' }, ['DATABASE_URL']],
  [{ MAIL_FROM: 'flow@example.org' }, ['MAIL_FROM']],
  [{ METRICS_TOKEN: 'short' }, ['METRICS_TOKEN']],
  [{ TRUSTED_PROXY_HOPS: '9' }, ['TRUSTED_PROXY_HOPS']],
  [{ LOG_LEVEL: 'loud' }, ['LOG_LEVEL']],
  [{ PORT: 'x', PUBLIC_URL: 'y' }, ['PORT', 'PUBLIC_URL']],
  [{ DATABASE_URL: 'postgresql://a@b/c' }, ['AETHERFLOW_MODE']],
  [{ PUBLIC_URL: 'https://flow.example.org' }, ['AETHERFLOW_MODE']],
  [{ HOST: '0.0.0.0' }, ['AETHERFLOW_MODE']],
  [{ ...productionReady, PUBLIC_URL: 'http://flow.example.org' }, ['PUBLIC_URL']],
  [{ ...productionReady, SIMULATOR_URL: 'http://localhost:3001' }, ['SIMULATOR_URL']],
  [{ SMTP_URL: productionReady.SMTP_URL }, ['SMTP_URL']],
  [{ AETHERFLOW_MODE: 'demo', SMTP_URL: productionReady.SMTP_URL }, ['SMTP_URL']],
  [{ AETHERFLOW_MODE: 'test', SMTP_URL: productionReady.SMTP_URL }, ['SMTP_URL']],
  [{ ...productionReady, SMTP_URL: undefined }, ['SMTP_URL']],
  [{ AETHERFLOW_MODE: 'production' }, ['PUBLIC_URL', 'SMTP_URL', 'MAIL_FROM']],
])('refuses %j, naming %j', (environment, names) => {
  expect(wrong(environment)).toEqual(names)
})

it.each([
  [{ PUBLIC_URL: 'http://localhost:8080' }],
  [{ PUBLIC_URL: 'http://127.0.0.1:8080', HOST: '127.0.0.1' }],
  [{ AETHERFLOW_MODE: 'demo', DATABASE_URL: 'postgresql://a@b/c', HOST: '0.0.0.0' }],
  [productionReady],
])('accepts %j', (environment) => {
  expect(wrong(environment)).toEqual([])
})

it('says that mail leaves only in production, where nobody can read the outbox', () => {
  expect(problemsOf({ SMTP_URL: productionReady.SMTP_URL })).toEqual([
    {
      name: 'SMTP_URL',
      message: 'is refused outside production: there everybody can read the mails at /outbox',
      fix: 'unset SMTP_URL, or set AETHERFLOW_MODE=production',
    },
  ])
})

it('says how to mend every wrong variable, and never repeats a secret value', () => {
  const problems = problemsOf({ DATABASE_URL: 'oops://me:hunter2@host/db', PORT: 'x' })
  expect(problems.every(({ fix }) => fix.length > 10)).toBe(true)
  expect(JSON.stringify(problems)).not.toContain('hunter2')
})

it('keeps pictures in a bucket only when all that belongs to it is said', () => {
  const bucket = {
    S3_BUCKET: 'pictures',
    S3_REGION: 'cn-hangzhou',
    S3_ACCESS_KEY_ID: 'id',
    S3_SECRET_ACCESS_KEY: 'the-secret-of-the-bucket',
  }
  expect(readConfig(bucket, '/app').bucket).toEqual(bucket)
  const { S3_SECRET_ACCESS_KEY: _, ...half } = bucket
  expect(() => readConfig(half, '/app')).toThrow('S3_SECRET_ACCESS_KEY')
})
