import { expect, test } from 'vitest'
import { readServerEnvironment } from './read-server-environment.ts'

test('without anything it is a demo on this machine only', () => {
  expect(readServerEnvironment({})).toMatchObject({
    mode: 'demo',
    host: '127.0.0.1',
    port: 3000,
    tls: null,
  })
})

test('production listens on every address unless told otherwise', () => {
  expect(readServerEnvironment({ AETHERFLOW_MODE: 'production' }).host).toBe('0.0.0.0')
  expect(readServerEnvironment({ AETHERFLOW_MODE: 'production', HOST: '::1' }).host).toBe('::1')
})

test.each([
  [{ AETHERFLOW_MODE: 'prod' }, 'AETHERFLOW_MODE'],
  [{ PORT: 'http' }, 'PORT'],
  [{ PORT: '70000' }, 'PORT'],
  [{ TLS_CERT_FILE: '/x' }, 'TLS_KEY_FILE'],
])('refuses %o and names the variable', (env, name) => {
  expect(() => readServerEnvironment(env)).toThrow(name)
})
