import { expect, it } from 'vitest'
import {
  environmentOf,
  simulatorEnvironment,
  webEnvironment,
  workerEnvironment,
  type Running,
} from './child-environments.ts'

const running = (mode: 'demo' | 'production'): Running => ({
  config: {
    mode,
    port: { number: 3000, exact: false },
    simulatorPort: { number: 3001, exact: false },
    host: '127.0.0.1',
    publicUrl: null,
    databaseUrl: null,
    dataDir: '/data',
    smtpUrl: 'smtps://mail.example.org',
    mailFrom: 'Flow <flow@example.org>',
    https: false,
    tuning: {},
  },
  secrets: {
    nextAuth: 'the-session-secret',
    address: 'the-address-secret',
    sandbox: mode === 'production' ? null : 'the-sandbox-secret',
    database: {
      migrator: 'the-migrator-password',
      web: 'the-web-password',
      worker: 'the-worker-password',
    },
    keyRingFile: '/data/secrets/worker/key-ring.json',
    vaultPublicKey: { keyId: 'k1', publicKey: 'point' },
  },
  database: {
    webUrl: 'postgresql://web:the-web-password@h/d',
    workerUrl: 'postgresql://worker:the-worker-password@h/d',
  },
  publicUrl: 'http://localhost:3000',
  port: 3000,
  simulator: mode === 'production' ? null : { port: 3001, url: 'http://127.0.0.1:3001' },
  tls: null,
})

const textOf = (variables: Record<string, string | undefined>) =>
  JSON.stringify(environmentOf(variables, {}))

it('tells the web process neither the key ring, nor its path, nor another login', () => {
  const text = textOf(webEnvironment(running('demo'), 'http://127.0.0.1:9'))
  for (const foreign of ['key-ring', 'the-worker-password', 'the-migrator-password'])
    expect(text).not.toContain(foreign)
})

it('tells the worker no session secret and no other login', () => {
  const text = textOf(workerEnvironment(running('demo')))
  for (const foreign of [
    'the-session-secret',
    'the-address-secret',
    'the-web-password',
    'the-migrator-password',
  ]) {
    expect(text).not.toContain(foreign)
  }
})

it('tells the simulator nothing but the secret it shares with our gateway', () => {
  const { SANDBOX_SECRET, ...others } = environmentOf(simulatorEnvironment(running('demo')), {})
  expect(SANDBOX_SECRET).toBe('the-sandbox-secret')
  expect(JSON.stringify(others)).not.toMatch(/secret|password|postgresql/)
})

it('names no simulator and no sandbox in production', () => {
  for (const variables of [
    webEnvironment(running('production'), 'http://127.0.0.1:9'),
    workerEnvironment(running('production')),
  ]) {
    expect(textOf(variables)).not.toMatch(/SIMULATOR|SANDBOX/)
  }
})

it('hands on a few variables of the host and nothing else of it', () => {
  const host = {
    PATH: '/bin',
    HOME: '/root',
    AWS_SECRET_ACCESS_KEY: 'x',
    NODE_OPTIONS: '--inspect',
    DATABASE_URL: 'y',
  }
  expect(environmentOf({ A: '1' }, host)).toEqual({ PATH: '/bin', HOME: '/root', A: '1' })
})
