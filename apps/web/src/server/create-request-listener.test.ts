import { createServer, get } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { createRequestListener } from './create-request-listener.ts'
import { createCspReports } from './csp-reports.ts'
import { findDoor, type Handle } from './door.ts'

const stops: (() => void)[] = []
afterEach(() => stops.splice(0).forEach((stop) => stop()))

const errors: string[] = []

async function serve(next: Handle, isPublicHttps = false): Promise<string> {
  const broken = {
    path: '/api/broken' as const,
    handle: () => Promise.reject(new Error('secret detail')),
  }
  const listener = createRequestListener({
    doors: [createCspReports(), broken],
    next,
    reportPath: '/api/csp-report',
    isPublicHttps,
    onError: (_error, path) => errors.push(path),
  })
  const server = createServer(listener)
  stops.push(() => server.close())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const echo: Handle = (request, response) => {
  response.end(
    JSON.stringify({
      nonce: request.headers['x-nonce'],
      policy: request.headers['content-security-policy'],
    }),
  )
}

test('each page gets its own nonce, the same in its policy and for Next', async () => {
  const url = await serve(echo)
  const nonces = new Set<string>()
  for (let index = 0; index < 3; index += 1) {
    const response = await fetch(`${url}/en`, {
      headers: { 'x-nonce': 'chosen-by-caller', 'content-security-policy': 'script-src *' },
    })
    const seen: { nonce: string; policy: string } = JSON.parse(await response.text())
    expect(response.headers.get('content-security-policy')).toBe(seen.policy)
    expect(seen.policy).toContain(`'nonce-${seen.nonce}'`)
    nonces.add(seen.nonce)
  }
  expect(nonces.size).toBe(3)
  expect(nonces.has('chosen-by-caller')).toBe(false)
})

test('the policy lets no foreign script, frame, base or object in', async () => {
  const policy = (await fetch(`${await serve(echo)}/en`)).headers.get('content-security-policy')
  for (const rule of ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"]) {
    expect(policy).toContain(rule)
  }
  expect(/script-src [^;]*unsafe/.test(policy ?? '')).toBe(false)
})

test('every answer carries the security headers, HSTS only under public https', async () => {
  const plain = await fetch(`${await serve(echo)}/api/csp-report`)
  expect(plain.headers.get('x-content-type-options')).toBe('nosniff')
  expect(plain.headers.get('cross-origin-opener-policy')).toBe('same-origin')
  expect(plain.headers.has('strict-transport-security')).toBe(false)
  const secure = await fetch(`${await serve(echo, true)}/en`)
  expect(secure.headers.has('strict-transport-security')).toBe(true)
})

test('a door that fails answers 500 without its reason', async () => {
  const response = await fetch(`${await serve(echo)}/api/broken`)
  expect(response.status).toBe(500)
  expect(await response.text()).toBe('{"code":"INTERNAL"}')
  expect(errors).toContain('/api/broken')
})

test('reports of browsers are kept, and what is no report is refused', async () => {
  const url = `${await serve(echo)}/api/csp-report`
  const post = (body: string) => fetch(url, { method: 'POST', body })
  expect((await post('{"csp-report":{"blocked-uri":"x"}}')).status).toBe(204)
  expect((await post('not json')).status).toBe(400)
  expect((await post(`"${'a'.repeat(20_000)}"`)).status).toBe(400)
  expect(await (await fetch(url)).json()).toMatchObject({ count: 1 })
})

test('a door answers for its path and below, not for paths that begin alike', () => {
  const doors = [createCspReports()]
  expect(findDoor(doors, '/api/csp-report')).toBeDefined()
  expect(findDoor(doors, '/api/csp-report/x')).toBeDefined()
  expect(findDoor(doors, '/api/csp-reports')).toBeUndefined()
})

async function serveNoHost(): Promise<number> {
  const listener = createRequestListener({
    doors: [],
    next: echo,
    reportPath: null,
    isPublicHttps: false,
    isOurHost: (host) => host === 'ours.example',
    onError: () => {},
  })
  const server = createServer(listener)
  stops.push(() => server.close())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

/** Sends the path as it is written, which fetch would tidy. */
function statusOf(port: number, path: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get({ port, host: '127.0.0.1', path, headers: { host } }, (response) => {
      response.resume()
      resolve(response.statusCode)
    }).on('error', reject)
  })
}

test.each([
  ['/en', 421],
  ['/api/health/live', 200],
  ['/api/health/ready?x=1', 200],
  ['/api/health', 421],
  ['/api/healthy', 421],
  ['/api/health/live/', 421],
  ['/api/health/live/x', 421],
  ['http://ours.example/api/health/live', 421],
])('a name that is not ours gets for %s the answer %i', async (path, status) => {
  expect(await statusOf(await serveNoHost(), path, 'evil.example')).toBe(status)
})

test.each([
  '/..',
  '/api/health/../trpc',
  '/api/health/live/../../trpc?x',
  '/en/%2e%2e/x',
  '/en/.%2E/x',
  '/en/%2e.',
  '/en%2f..%2Fx',
  '/en\\..\\x',
  '/en%5C%2e%2e',
  '/en/%252e%252e/x',
  'http://ours.example/en/../x',
])('a path that climbs is refused: %s', async (path) => {
  expect(await statusOf(await serveNoHost(), path, 'ours.example')).toBe(400)
})

test.each(['/en/a..b', '/en/...', '/en/.well-known/x', '/en?next=/../x', '/en/x..'])(
  'dots that do not climb are served: %s',
  async (path) => {
    expect(await statusOf(await serveNoHost(), path, 'ours.example')).toBe(200)
  },
)
