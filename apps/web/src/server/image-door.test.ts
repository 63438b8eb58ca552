import { randomUUID } from 'node:crypto'
import { signAddress } from '@aetherflow/crypto/signed-address'
import { Secret } from '@aetherflow/crypto/secret'
import { addCredits, addUser } from '@aetherflow/api/testing/arrange'
import { userCtx } from '@aetherflow/api/testing/contexts'
import { addResource } from '@aetherflow/api/tasks/testing/arrange-tasks'
import { createTestDeps, type TestDeps } from '@aetherflow/api/testing/test-deps'
import { createCaller } from '@aetherflow/api/app-router'
import { defaultDownload } from '@aetherflow/api/tasks/image-addresses'
import type { DownloadImage } from '@aetherflow/api/tasks/picture-schemas'
import type { TestUser } from '@aetherflow/api/testing/contexts'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serveDoors, type ServedDoors } from './testing/serve-doors.ts'

let t: TestDeps
let served: ServedDoors
let user: TestUser
let imageId: string
// Made before any picture thread shuts the other decoders out of this process.
const full = new Uint8Array(await picture().png().toBuffer())
const thumb = new Uint8Array([4, 5])
beforeAll(async () => {
  t = await createTestDeps()
  served = await serveDoors(t)
  user = await addUser(t)
  await addCredits(t, user, 100)
  await addResource(t)
  imageId = await addImage()
})
afterAll(async () => {
  served.close()
  await t.close()
})

function picture() {
  const pixels = Buffer.from(Array.from({ length: 64 * 48 * 3 }, (_, at) => (at * 7) % 256))
  return sharp(pixels, { raw: { width: 64, height: 48, channels: 3 } })
}

async function addImage(): Promise<string> {
  const { tasks } = await createCaller(userCtx(t.deps, user)).tasks.submit({
    clientId: randomUUID(),
    prompt: 'a lighthouse at SECRET-BAY',
    params: { aspectRatio: '1:1', outputFormat: 'png' },
    tasks: [{ modelId: 'stability:core', ceiling: 300n }],
  })
  const id = randomUUID()
  const key = `images/${tasks[0]?.taskId}/${id}`
  await t.deps.storage.put(`${key}.png`, full, 'image/png')
  await t.deps.storage.put(`${key}.thumb.webp`, thumb, 'image/webp')
  await t.admin.query(
    `INSERT INTO images (id, task_id, attempt_id, user_id, storage_key, thumb_key, sha256, mime_type, width, height, size_bytes)
     VALUES ($1, $2, $3, $4, $5, $6, repeat('f', 64), 'image/png', 64, 48, 3)`,
    [id, tasks[0]?.taskId, id, user.id, `${key}.png`, `${key}.thumb.webp`],
  )
  return id
}

const inAMinute = () => t.clock.now().getTime() + 60_000
const addressOf = (path: string, until = inAMinute(), secret = t.deps.addressSecret) =>
  `${served.url}${signAddress(secret, path, until)}`

test('serves what a signed address names, to be shown', async () => {
  for (const [variant, bytes, type] of [
    ['full', full, 'image/png'],
    ['thumb', thumb, 'image/webp'],
  ] as const) {
    const response = await fetch(addressOf(`/api/images/${imageId}/${variant}`))
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe(type)
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('content-security-policy')).toContain('sandbox')
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes)
    expect(response.headers.get('content-disposition')).toBe('inline')
  }
})

test('answers a HEAD without bytes, and no other method', async () => {
  const address = addressOf(`/api/images/${imageId}/full`)
  const head = await fetch(address, { method: 'HEAD' })
  expect([head.status, head.headers.get('content-length')]).toEqual([200, String(full.byteLength)])
  expect((await fetch(address, { method: 'POST' })).status).toBe(405)
})

test('finds nothing under an address that was changed, made by others, or has run out', async () => {
  const path = `/api/images/${imageId}/full`
  const good = addressOf(path)
  const other = new Secret('another-secret-of-somebody-0123456789')
  const wrong = [
    `${served.url}${path}`,
    good.replace('/full', `/${defaultDownload}`),
    good.replace(imageId, randomUUID()),
    `${good}0`,
    addressOf(path, t.clock.now().getTime() - 1000),
    addressOf(path, inAMinute(), other),
  ]
  for (const address of wrong) expect((await fetch(address)).status, address).toBe(404)
})

test('finds nothing behind a good signature for what is not there', async () => {
  for (const path of [
    `/api/images/${randomUUID()}/full`,
    `/api/images/${imageId}/original`,
    `/api/images/${imageId}/to.gif.full.mark.plain`,
    `/api/images/${imageId}`,
    '/api/images/x/full',
  ])
    expect((await fetch(addressOf(path))).status, path).toBe(404)
  expect(served.errors).toEqual([])
})

type Asked = Partial<DownloadImage> & { id?: string }
async function download({ id = imageId, ...asked }: Asked = {}, who = user) {
  const caller = createCaller(userCtx(served.deps, who))
  const { url, fileName } = await caller.tasks.downloadImage({ imageId: id, ...asked })
  const response = await fetch(`${served.url}${url}`)
  const bytes = Buffer.from(await response.arrayBuffer())
  return { response, bytes, fileName, xmp: /<x:xmpmeta.*<\/x:xmpmeta>/s.exec(String(bytes))?.[0] }
}

test.each([
  ['original', 'png'],
  ['png', 'png'],
  ['jpeg', 'jpg'],
  ['webp', 'webp'],
  ['avif', 'avif'],
] as const)('gives %s with the label in it, and nothing of the prompt', async (format, ending) => {
  const { response, bytes, fileName, xmp } = await download({ format })
  expect(response.status).toBe(200)
  expect(fileName).toMatch(new RegExp(`^aetherflow-[0-9a-f]{12}\\.${ending}$`))
  expect(response.headers.get('content-disposition')).toBe(`attachment; filename="${fileName}"`)
  expect(response.headers.get('content-type')).toBe(
    `image/${format === 'original' ? 'png' : format}`,
  )
  expect(xmp).toContain(`&quot;ProduceID&quot;:&quot;${imageId}&quot;`)
  expect(xmp).toContain('trainedAlgorithmicMedia')
  expect(bytes.includes('SECRET-BAY')).toBe(false)
})

test('tells prompt and seed in the file to who asks for it', async () => {
  const { xmp } = await download({ format: 'webp', facts: true })
  expect(xmp).toContain('a lighthouse at SECRET-BAY')
})

test('draws the visible label unless it is refused, and records who refuses it', async () => {
  const [marked, bare] = [await download(), await download({ mark: false })]
  const original = await sharp(full).raw().toBuffer()
  expect(await sharp(bare.bytes).raw().toBuffer()).toEqual(original)
  expect(await sharp(marked.bytes).raw().toBuffer()).not.toEqual(original)
  expect(bare.xmp).toContain('TC260:AIGC')
  const { rows } = await t.admin.query(
    `SELECT actor_id, detail FROM audit_events WHERE action = 'tasks.download_without_mark'`,
  )
  expect(rows).toEqual([
    { actor_id: user.id, detail: { conversion: 'to.original.full.bare.plain' } },
  ])
})

test('makes a picture smaller, and keeps what it made', async () => {
  const large = await addImage()
  const first = await download({ id: large, format: 'webp', longest: '512' })
  const before = await listed(large)
  expect(before.filter((key) => key.endsWith('to.webp.512.mark.plain'))).toHaveLength(1)
  await t.deps.storage.put(before[0] ?? '', first.bytes, 'image/webp')
  const again = await download({ id: large, format: 'webp', longest: '512' })
  expect(again.bytes).toEqual(first.bytes)
  expect(await listed(large)).toEqual(before)
})

test('says of a picture made out of another that it was', async () => {
  const id = await addImage()
  await t.admin.query(
    `UPDATE runs SET params = params || '{"image":{"kind":"upload","id":"x"}}'
     WHERE id = (SELECT run_id FROM tasks t JOIN images i ON i.task_id = t.id WHERE i.id = $1)`,
    [id],
  )
  expect((await download({ id })).xmp).toContain('/compositeWithTrainedAlgorithmicMedia<')
  expect((await download()).xmp).toContain('/trainedAlgorithmicMedia<')
})

test('another’s image cannot be asked for', async () => {
  const other = await addUser(t)
  await expect(download({}, other)).rejects.toMatchObject({ message: 'NOT_FOUND' })
})

test('refuses in both languages what one user asks for too often at once', async () => {
  const id = await addImage()
  const caller = createCaller(userCtx(served.deps, user))
  const formats = ['png', 'jpeg', 'webp', 'avif'] as const
  const addresses = await Promise.all(
    formats.map((format) => caller.tasks.downloadImage({ imageId: id, format, facts: true })),
  )
  const answers = await Promise.all(addresses.map(({ url }) => fetch(`${served.url}${url}`)))
  const refused = answers.filter(({ status }) => status === 429)
  expect(refused).toHaveLength(2)
  expect(refused[0]?.headers.get('retry-after')).toBe('5')
  expect(await refused[0]?.text()).toMatch(/again.*请/)
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(2)
})

test('two who ask for the same conversion wait for one', async () => {
  const id = await addImage()
  const { url } = await createCaller(userCtx(served.deps, user)).tasks.downloadImage({
    imageId: id,
    format: 'avif',
  })
  const answers = await Promise.all(Array.from({ length: 6 }, () => fetch(`${served.url}${url}`)))
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 6 }, () => 200))
})

async function listed(id: string): Promise<string[]> {
  const { rows } = await t.admin.query('SELECT task_id FROM images WHERE id = $1', [id])
  const page = await t.deps.storage.list(`images/${rows[0].task_id}/`, { limit: 100 })
  return page.objects.map(({ key }) => key)
}

test('a deleted image leaves nothing in storage, and its addresses end', async () => {
  const id = await addImage()
  const caller = createCaller(userCtx(served.deps, user))
  const asked = (['jpeg', 'webp'] as const).map((format) => ({ imageId: id, format }))
  const urls: string[] = []
  for (const each of asked) urls.push((await caller.tasks.downloadImage(each)).url)
  urls.push(signAddress(t.deps.addressSecret, `/api/images/${id}/full`, inAMinute()))
  for (const url of urls) expect((await fetch(`${served.url}${url}`)).status).toBe(200)
  expect(await listed(id)).toHaveLength(4)
  await caller.tasks.deleteImage({ imageId: id })
  expect(await listed(id)).toEqual([])
  for (const url of urls) expect((await fetch(`${served.url}${url}`)).status).toBe(404)
  expect(served.errors).toEqual([])
})
