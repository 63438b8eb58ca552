import { randomUUID } from 'node:crypto'
import { signAddress } from '@aetherflow/crypto/signed-address'
import { Secret } from '@aetherflow/crypto/secret'
import { addCredits, addUser } from '@aetherflow/api/testing/arrange'
import { userCtx } from '@aetherflow/api/testing/contexts'
import { addResource } from '@aetherflow/api/tasks/testing/arrange-tasks'
import { createTestDeps, type TestDeps } from '@aetherflow/api/testing/test-deps'
import { createCaller } from '@aetherflow/api/app-router'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serveDoors, type ServedDoors } from './testing/serve-doors.ts'

let t: TestDeps
let served: ServedDoors
let imageId: string
const full = new Uint8Array([1, 2, 3])
const thumb = new Uint8Array([4, 5])
beforeAll(async () => {
  t = await createTestDeps()
  served = await serveDoors(t)
  imageId = await addImage()
})
afterAll(async () => {
  served.close()
  await t.close()
})

async function addImage(): Promise<string> {
  const user = await addUser(t)
  await addCredits(t, user, 100)
  await addResource(t)
  const { tasks } = await createCaller(userCtx(t.deps, user)).tasks.submit({
    clientId: randomUUID(),
    prompt: 'a lighthouse',
    params: { aspectRatio: '1:1', outputFormat: 'png' },
    tasks: [{ modelId: 'stability:core', ceiling: 300n }],
  })
  const id = randomUUID()
  await t.deps.storage.put(`images/${id}.png`, full, 'image/png')
  await t.deps.storage.put(`images/${id}.thumb.webp`, thumb, 'image/webp')
  await t.admin.query(
    `INSERT INTO images (id, task_id, attempt_id, user_id, storage_key, thumb_key, sha256, mime_type, width, height, size_bytes)
     VALUES ($1, $2, $3, $4, $5, $6, repeat('f', 64), 'image/png', 8, 8, 3)`,
    [id, tasks[0]?.taskId, randomUUID(), user.id, `images/${id}.png`, `images/${id}.thumb.webp`],
  )
  return id
}

const inAMinute = () => t.clock.now().getTime() + 60_000
const addressOf = (path: string, until = inAMinute(), secret = t.deps.addressSecret) =>
  `${served.url}${signAddress(secret, path, until)}`

test('serves what a signed address names, to be shown or to be kept', async () => {
  for (const [variant, bytes, type] of [
    ['full', full, 'image/png'],
    ['thumb', thumb, 'image/webp'],
    ['download', full, 'image/png'],
  ] as const) {
    const response = await fetch(addressOf(`/api/images/${imageId}/${variant}`))
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe(type)
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('content-security-policy')).toContain('sandbox')
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes)
    const disposition = response.headers.get('content-disposition') ?? ''
    expect(disposition).toMatch(
      variant === 'download' ? /^attachment; filename="aetherflow-[0-9a-f]{12}\.png"$/ : /^inline$/,
    )
  }
})

test('answers a HEAD without bytes, and no other method', async () => {
  const address = addressOf(`/api/images/${imageId}/full`)
  const head = await fetch(address, { method: 'HEAD' })
  expect([head.status, head.headers.get('content-length')]).toEqual([200, '3'])
  expect((await fetch(address, { method: 'POST' })).status).toBe(405)
})

test('finds nothing under an address that was changed, made by others, or has run out', async () => {
  const path = `/api/images/${imageId}/full`
  const good = addressOf(path)
  const other = new Secret('another-secret-of-somebody-0123456789')
  const wrong = [
    `${served.url}${path}`,
    good.replace('/full', '/download'),
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
    `/api/images/${imageId}`,
    '/api/images/x/full',
  ])
    expect((await fetch(addressOf(path))).status, path).toBe(404)
  await t.admin.query(`UPDATE images SET state = 'deleted' WHERE id = $1`, [imageId])
  expect((await fetch(addressOf(`/api/images/${imageId}/full`))).status).toBe(404)
  expect(served.errors).toEqual([])
})
