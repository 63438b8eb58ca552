import { randomBytes, randomUUID } from 'node:crypto'
import { IncomingMessage, ServerResponse } from 'node:http'
import { createConnection, Socket } from 'node:net'
import { addUser } from '@aetherflow/api/testing/arrange'
import { createTestDeps, type TestDeps } from '@aetherflow/api/testing/test-deps'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { admitBytes } from './sending.ts'
import { serveDoors, type ServedDoors, signedIn } from './testing/serve-doors.ts'

let t: TestDeps
let served: ServedDoors
let reads = 0
const side = 1200
// Noise, so that it stays as large as it looks: more than a socket's own buffers take.
const png = await sharp(randomBytes(side * side * 3), {
  raw: { width: side, height: side, channels: 3 },
})
  .png()
  .toBuffer()

beforeAll(async () => {
  t = await createTestDeps()
  const { storage } = t.deps
  const counting = { ...storage, get: (key: string) => ((reads += 1), storage.get(key)) }
  served = await serveDoors({ ...t, deps: { ...t.deps, storage: counting } })
})
afterAll(async () => {
  served.close()
  await t.close()
})

async function upload(): Promise<string> {
  const { cookie } = await signedIn(t, await addUser(t))
  const response = await fetch(`${served.url}/api/uploads/${randomUUID()}`, {
    method: 'POST',
    body: new Uint8Array(png),
    headers: { cookie, 'content-type': 'image/png' },
  })
  return String((await response.json()).url)
}

/** Asks for a picture and does not read it. */
function ask(address: string): Socket {
  const socket = createConnection(Number(new URL(served.url).port), '127.0.0.1')
  socket.pause()
  socket.on('error', () => {})
  socket.write(`GET ${address} HTTP/1.1\r\nhost: x\r\n\r\n`)
  return socket
}

test('who does not read holds eight pictures in memory and no more, and nobody else up', async () => {
  const address = await upload()
  const another = await upload()
  reads = 0
  const sockets = Array.from({ length: 30 }, () => ask(address))
  await expect.poll(() => reads).toBe(8)
  expect((await fetch(`${served.url}${another}`)).status).toBe(200)
  expect(reads).toBe(9)

  // Whoever leaves makes room.
  for (const socket of sockets) socket.destroy()
  await expect.poll(async () => (await fetch(`${served.url}${address}`)).status).toBe(200)
})

test('more than may wait for one account are sent away', async () => {
  const address = await upload()
  const sockets = Array.from({ length: 8 + 64 }, () => ask(address))
  const refused = async () => {
    const response = await fetch(`${served.url}${address}`, { signal: AbortSignal.timeout(500) })
    return [response.status, response.headers.get('retry-after')]
  }
  await expect.poll(() => refused().catch(() => null)).toEqual([429, '5'])
  for (const socket of sockets) socket.destroy()
  await expect.poll(async () => (await fetch(`${served.url}${address}`)).status).toBe(200)
})

test('bytes of all responses are counted until they end, and nobody takes for ever', () => {
  vi.useFakeTimers()
  const deps = { ...t.deps }
  const half = 256 * 1024 * 1024
  const responseOf = () => new ServerResponse(new IncomingMessage(new Socket()))
  const [first, second, third] = [responseOf(), responseOf(), responseOf()]
  expect([first, second].map((response) => admitBytes(deps, half, response))).toEqual([true, true])
  expect(admitBytes(deps, 1, third)).toBe(false)
  first.emit('close')
  expect(admitBytes(deps, 1, third)).toBe(true)
  vi.advanceTimersByTime(40_000)
  expect([first, second, third].map(({ destroyed }) => destroyed)).toEqual([false, false, true])
  vi.useRealTimers()
})
