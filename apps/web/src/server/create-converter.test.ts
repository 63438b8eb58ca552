import { randomUUID } from 'node:crypto'
import type { ConversionRequest } from '@aetherflow/api/tasks/conversion-name'
import { findImageFile, type ImageFile } from '@aetherflow/api/tasks/find-image-file'
import { addResource, submitTasks } from '@aetherflow/api/tasks/testing/arrange-tasks'
import { addCredits, addUser } from '@aetherflow/api/testing/arrange'
import { createTestDeps, type TestDeps } from '@aetherflow/api/testing/test-deps'
import type { ConvertedPicture } from '@aetherflow/pictures/picture'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createConverter } from './create-converter.ts'

let t: TestDeps
beforeAll(async () => {
  t = await createTestDeps()
})
afterAll(() => t.close())

const request: ConversionRequest = { format: 'webp', longest: '512', mark: true, facts: false }
const made: ConvertedPicture = {
  mimeType: 'image/webp',
  width: 8,
  height: 8,
  bytes: new Uint8Array([7]),
}

async function image(): Promise<ImageFile> {
  const user = await addUser(t)
  await addCredits(t, user, 100)
  await addResource(t)
  const { tasks } = await submitTasks(t, user)
  const id = randomUUID()
  const key = `images/${tasks[0]?.taskId}/${id}`
  await t.deps.storage.put(`${key}.png`, new Uint8Array([1]), 'image/png')
  await t.admin.query(
    `INSERT INTO images (id, task_id, attempt_id, user_id, storage_key, thumb_key, sha256, mime_type, width, height, size_bytes)
     VALUES ($1, $2, $1, $3, $4, $4, repeat('f', 64), 'image/png', 8, 8, 3)`,
    [id, tasks[0]?.taskId, user.id, `${key}.png`],
  )
  const file = await findImageFile(t.deps, id)
  if (file === null) throw new Error('not there')
  return file
}

const conversionsOf = async ({ storageKey }: ImageFile) =>
  (await t.deps.storage.list(storageKey.replace('.png', '/'), { limit: 100 })).objects.length

test('says that it has too much to do when every thread is busy and the queue is full', async () => {
  const busy = Object.assign(new Error('full'), { code: 'PICTURES_BUSY' })
  const convert = createConverter(t.deps, { convert: () => Promise.reject(busy) })
  await expect(convert(await image(), request)).rejects.toMatchObject({
    code: 'TOO_MANY_REQUESTS',
    params: { retryAfterSeconds: 5 },
  })
})

test('another user’s work does not count against one', async () => {
  let free = () => {}
  const held = new Promise<void>((resolve) => (free = resolve))
  let begun = 0
  const slow = () => {
    begun += 1
    return held.then(() => made)
  }
  const convert = createConverter(t.deps, { convert: slow })
  const [mine, theirs] = [await image(), await image()]
  const sizes = ['512', '1024', '2048'] as const
  const first = sizes.slice(0, 2).map((longest) => convert(mine, { ...request, longest }))
  await expect.poll(() => begun).toBe(2)
  await expect(convert(mine, { ...request, longest: '2048' })).rejects.toMatchObject({
    code: 'TOO_MANY_REQUESTS',
  })
  const other = convert(theirs, request)
  free()
  expect(await Promise.all([...first, other])).toHaveLength(3)
  expect(await convert(mine, { ...request, longest: '2048' })).not.toBeNull()
})

test('an image that is deleted while it is converted leaves nothing behind', async () => {
  const file = await image()
  const convert = createConverter(t.deps, {
    convert: async () => {
      await t.admin.query(`UPDATE images SET state = 'deleted' WHERE id = $1`, [file.id])
      return made
    },
  })
  expect(await convert(file, request)).toBeNull()
  expect(await conversionsOf(file)).toBe(0)
})

test('a thread that died is our fault, and the next try begins anew', async () => {
  const file = await image()
  let tries = 0
  const convert = createConverter(t.deps, {
    convert: async () => {
      tries += 1
      if (tries === 1) throw new Error('thread out of memory')
      return made
    },
  })
  await expect(convert(file, request)).rejects.toThrow('out of memory')
  expect(await conversionsOf(file)).toBe(0)
  expect(await convert(file, request)).toMatchObject({ mimeType: 'image/webp' })
  expect(await conversionsOf(file)).toBe(1)
})
