import { randomUUID } from 'node:crypto'
import { createConnection } from 'node:net'
import { signAddress } from '@aetherflow/crypto/signed-address'
import { createCaller } from '@aetherflow/api/app-router'
import { addUser } from '@aetherflow/api/testing/arrange'
import { type TestUser, userCtx } from '@aetherflow/api/testing/contexts'
import { createTestDeps, type TestDeps } from '@aetherflow/api/testing/test-deps'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serveDoors, type ServedDoors, signedIn } from './testing/serve-doors.ts'

let t: TestDeps
let served: ServedDoors
let user: TestUser
let cookie: string
const picture = (side = 64) =>
  sharp({ create: { width: side, height: 48, channels: 3, background: { r: 9, g: side, b: 90 } } })
// Made before any picture thread shuts the other decoders out of this process.
const png = await picture().png().toBuffer()
const gif = await picture().gif().toBuffer()
const wide = await sharp({ create: { width: 9000, height: 5000, channels: 3, background: '#123' } })
  .png()
  .toBuffer()
const home = await picture()
  .withExif({ IFD0: { Artist: 'ADA-OF-HOME' }, IFD3: { GPSLatitude: '59/1 54/1 0/1' } })
  .jpeg()
  .toBuffer()

beforeAll(async () => {
  t = await createTestDeps()
  served = await serveDoors(t)
  user = await addUser(t)
  ;({ cookie } = await signedIn(t, user))
})
afterAll(async () => {
  served.close()
  await t.close()
})

type Sent = { clientId?: string; method?: string; headers?: Record<string, string> }
async function send(bytes: Buffer, { clientId = randomUUID(), method, headers }: Sent = {}) {
  const response = await fetch(`${served.url}/api/uploads/${clientId}`, {
    method: method ?? 'POST',
    body: new Uint8Array(bytes),
    headers: { cookie, 'content-type': 'image/png', ...headers },
  })
  const told = JSON.parse(await response.text())
  return { status: response.status, told, retryAfter: response.headers.get('retry-after') }
}
const caller = (who = user) => createCaller(userCtx(served.deps, who))
const storedUploads = async () => (await t.deps.storage.list('uploads/', { limit: 1_000 })).objects

test('keeps a picture, shows it, and lists it', async () => {
  const { status, told } = await send(png)
  expect(status).toBe(200)
  expect(told).toMatchObject({ width: 64, height: 48, mimeType: 'image/png', repeated: false })
  for (const [address, type] of [
    [told.url, 'image/png'],
    [told.thumbUrl, 'image/webp'],
  ] as const) {
    const shown = await fetch(`${served.url}${address}`)
    expect([shown.status, shown.headers.get('content-type')]).toEqual([200, type])
    expect(shown.headers.get('content-security-policy')).toContain('sandbox')
  }
  const { pictures, more } = await caller().tasks.referencePictures({})
  expect([pictures[0]?.id, more]).toEqual([told.id, false])
  const days = ((pictures[0]?.expiresAt.getTime() ?? 0) - t.clock.now().getTime()) / 86_400_000
  expect(Math.round(days)).toBe(30)
})

test('leaves nothing of the file but its pixels', async () => {
  expect(home.includes('ADA-OF-HOME')).toBe(true)
  const { told } = await send(home, { headers: { 'content-type': 'image/jpeg' } })
  const kept = Buffer.from(await (await fetch(`${served.url}${told.url}`)).arrayBuffer())
  expect(kept.includes('ADA-OF-HOME')).toBe(false)
  expect((await sharp(kept).metadata()).exif).toBeUndefined()
})

test('the same bytes under the same id are one picture, other bytes a conflict', async () => {
  const clientId = randomUUID()
  const before = (await storedUploads()).length
  const answers = await Promise.all([send(png, { clientId }), send(png, { clientId })])
  answers.push(await send(png, { clientId }))
  const done = answers.filter(({ status }) => status === 200)
  expect(new Set(done.map(({ told }) => told.id)).size).toBe(1)
  expect(done.filter(({ told }) => told.repeated === false)).toHaveLength(1)
  expect((await storedUploads()).length).toBe(before + 2)
  expect(await send(home, { clientId })).toMatchObject({
    status: 409,
    told: { reason: 'IDEMPOTENCY_CONFLICT' },
  })
})

test.each([
  ['no picture', Buffer.from('<svg/>'), 415, 'PICTURE_UNREADABLE'],
  ['nothing', Buffer.alloc(0), 415, 'PICTURE_UNREADABLE'],
  ['a GIF', gif, 415, 'PICTURE_UNREADABLE'],
  ['more than 40 megapixels', wide, 415, 'PICTURE_UNREADABLE'],
  ['half a picture', png.subarray(0, 60), 415, 'PICTURE_UNREADABLE'],
  ['more than 10 MiB', Buffer.alloc(10 * 1024 * 1024 + 1), 413, 'PICTURE_TOO_LARGE'],
])('refuses %s and keeps nothing of it', async (_, bytes, status, reason) => {
  const before = (await storedUploads()).length
  expect(await send(bytes)).toMatchObject({ status, told: { reason } })
  expect((await storedUploads()).length).toBe(before)
})

test.each([
  ['without a session', { cookie: '' }, 401, 'UNAUTHENTICATED'],
  ['with a made-up one', { cookie: 'aetherflow.session=x' }, 401, 'UNAUTHENTICATED'],
  ['from another site', { origin: 'https://evil.example' }, 403, 'FORBIDDEN'],
  ['across sites', { 'sec-fetch-site': 'cross-site' }, 403, 'FORBIDDEN'],
  ['as a form', { 'content-type': 'multipart/form-data' }, 415, 'PICTURE_UNREADABLE'],
])('refuses a picture %s', async (_, headers, status, reason) => {
  expect(await send(png, { headers })).toMatchObject({ status, told: { reason } })
})

test('refuses another method and an id that is none', async () => {
  expect(await send(png, { method: 'PUT' })).toMatchObject({ status: 405 })
  expect(await send(png, { clientId: '..%2f..' })).toMatchObject({ status: 400 })
  expect(await send(png, { clientId: 'x' })).toMatchObject({ told: { reason: 'INPUT_INVALID' } })
})

test('stops reading a body that says nothing of its size and does not end', async () => {
  const { port } = new URL(served.url)
  const socket = createConnection(Number(port), '127.0.0.1')
  let answer = ''
  socket.on('data', (data) => (answer += String(data)))
  socket.on('error', () => {})
  socket.write(
    `POST /api/uploads/${randomUUID()} HTTP/1.1\r\nhost: x\r\ncookie: ${cookie}\r\ncontent-type: image/png\r\ntransfer-encoding: chunked\r\n\r\n`,
  )
  const chunk = Buffer.alloc(256 * 1024)
  let sent = 0
  while (!answer.includes('413') && sent < 64 * 1024 * 1024 && !socket.destroyed) {
    socket.write(`${chunk.length.toString(16)}\r\n`)
    socket.write(chunk)
    socket.write('\r\n')
    sent += chunk.length
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  socket.destroy()
  expect(answer).toContain('PICTURE_TOO_LARGE')
  expect(sent).toBeLessThan(64 * 1024 * 1024)
})

test('an account keeps a hundred pictures and no more', async () => {
  const full = await addUser(t)
  const { cookie: theirs } = await signedIn(t, full)
  await t.admin.query(
    `INSERT INTO reference_assets (user_id, client_id, request_hash, storage_key, thumb_key, sha256, mime_type, width,
       height, size_bytes)
     SELECT $1, gen_random_uuid(), repeat('a', 64), 'uploads/x/full.png', 'uploads/x/thumb.webp', repeat('b', 64),
       'image/png', 8, 8, 100 FROM generate_series(1, 99)`,
    [full.id],
  )
  const together = await Promise.all(
    Array.from({ length: 2 }, () => send(png, { headers: { cookie: theirs } })),
  )
  expect(together.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 412])
  expect(await send(png, { headers: { cookie: theirs } })).toMatchObject({
    status: 412,
    told: { reason: 'TOO_MANY_PICTURES', params: { maxPictures: 100 } },
  })
})

test('the same picture again counts as another upload', async () => {
  const { cookie: theirs } = await signedIn(t, await addUser(t))
  const clientId = randomUUID()
  const again = () => send(png, { clientId, headers: { cookie: theirs } })
  const statuses: number[] = []
  for (let sent = 0; sent < 60; sent += 1) statuses.push((await again()).status)
  expect(new Set(statuses)).toEqual(new Set([200]))
  expect(await again()).toMatchObject({ status: 429, told: { reason: 'TOO_MANY_REQUESTS' } })
})

test('a frozen account brings nothing along', async () => {
  const frozen = await addUser(t)
  const { cookie: theirs } = await signedIn(t, frozen)
  await t.admin.query(`UPDATE users SET status = 'frozen' WHERE id = $1`, [frozen.id])
  expect(await send(png, { headers: { cookie: theirs } })).toMatchObject({
    status: 403,
    told: { reason: 'ACCOUNT_FROZEN' },
  })
})

test('a deleted picture is gone from list, storage and address', async () => {
  const { told } = await send(await picture(70).webp().toBuffer())
  const other = await addUser(t)
  await expect(
    caller(other).tasks.deleteReferencePicture({ pictureId: told.id }),
  ).rejects.toMatchObject({ message: 'NOT_FOUND' })
  expect((await fetch(`${served.url}${told.url}`)).status).toBe(200)
  await caller().tasks.deleteReferencePicture({ pictureId: told.id })
  expect((await fetch(`${served.url}${told.url}`)).status).toBe(404)
  expect((await t.deps.storage.list(`uploads/${told.id}/`, { limit: 10 })).objects).toEqual([])
  const { pictures } = await caller().tasks.referencePictures({})
  expect(pictures.map(({ id }) => id)).not.toContain(told.id)
  await expect(caller().tasks.deleteReferencePicture({ pictureId: told.id })).rejects.toMatchObject(
    { message: 'NOT_FOUND' },
  )
})

test('shows nothing without a signature, or for another picture', async () => {
  const { told } = await send(png)
  const inAMinute = t.clock.now().getTime() + 60_000
  const wrong = [
    `/api/uploads/${told.id}/full`,
    String(told.url).replace('/full', '/thumb'),
    signAddress(t.deps.addressSecret, `/api/uploads/${randomUUID()}/full`, inAMinute),
    signAddress(t.deps.addressSecret, `/api/uploads/${told.id}/original`, inAMinute),
    signAddress(t.deps.addressSecret, `/api/uploads/${told.id}/full`, inAMinute - 120_000),
  ]
  for (const address of wrong)
    expect((await fetch(`${served.url}${address}`)).status, address).toBe(404)
  expect(served.errors).toEqual([])
})

test('slow bodies of many accounts leave room for others', async () => {
  const { port } = new URL(served.url)
  const slow = await Promise.all(
    Array.from({ length: 17 }, async () => (await signedIn(t, await addUser(t))).cookie),
  )
  const sockets = slow.flatMap((theirs) =>
    [1, 2].map(() => {
      const socket = createConnection(Number(port), '127.0.0.1')
      socket.on('error', () => {})
      socket.write(
        `POST /api/uploads/${randomUUID()} HTTP/1.1\r\nhost: x\r\ncookie: ${theirs}\r\ncontent-type: image/png\r\ncontent-length: 5000\r\n\r\n.`,
      )
      return socket
    }),
  )
  const [first = ''] = slow
  // What is refused unread takes no place from a slow one that is still to come.
  const headers = { cookie: first, 'content-type': 'text/plain' }
  await expect.poll(async () => (await send(png, { headers })).status).toBe(429)
  const { cookie: theirs } = await signedIn(t, await addUser(t))
  expect((await send(png, { headers: { cookie: theirs } })).status).toBe(200)
  for (const socket of sockets) socket.destroy()
})
