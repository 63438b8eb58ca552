import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ObjectStorage } from './object-storage.ts'

export type ObjectStorageSetup = { storage: ObjectStorage; close(): Promise<void> }

const text = (value: string) => new TextEncoder().encode(value)

async function listed(storage: ObjectStorage, prefix: string, limit: number): Promise<string[]> {
  const keys: string[] = []
  let cursor: string | null | undefined
  while (cursor !== null) {
    const page = await storage.list(prefix, { limit, ...(cursor ? { cursor } : {}) })
    expect(page.objects.length).toBeLessThanOrEqual(limit)
    keys.push(...page.objects.map(({ key }) => key))
    cursor = page.cursor
  }
  return keys.sort()
}

/**
 * What every object storage must do; each adapter's test runs it.
 * @param setup gives an empty storage
 */
export function describeObjectStorage(
  name: string,
  setup: () => Promise<ObjectStorageSetup>,
): void {
  describe(`${name} as object storage`, () => {
    let under: ObjectStorageSetup
    let storage: ObjectStorage

    beforeAll(async () => {
      under = await setup()
      storage = under.storage
    })
    afterAll(() => under.close())

    it('returns what was put, with its content type', async () => {
      await storage.put('tasks/0193/image-1.png', text('picture'), 'image/png')
      expect(await storage.get('tasks/0193/image-1.png')).toEqual({
        bytes: text('picture'),
        contentType: 'image/png',
      })
    })

    it('returns null for what was never put', async () => {
      expect(await storage.get('tasks/none.png')).toBeNull()
    })

    it('replaces an object and its content type together', async () => {
      await storage.put('replaced', text('old'), 'image/png')
      await storage.put('replaced', text('new and longer'), 'image/webp')
      expect(await storage.get('replaced')).toEqual({
        bytes: text('new and longer'),
        contentType: 'image/webp',
      })
    })

    it('keeps an empty object and bytes of every value', async () => {
      const every = Uint8Array.from({ length: 256 }, (_, value) => value)
      await storage.put('empty', new Uint8Array(), 'text/csv; charset=utf-8')
      await storage.put('every', every, 'application/octet-stream')
      expect((await storage.get('empty'))?.bytes).toEqual(new Uint8Array())
      expect((await storage.get('every'))?.bytes).toEqual(every)
    })

    it('puts the bytes as they were, not as they became', async () => {
      const bytes = text('before')
      const put = storage.put('copied', bytes, 'text/plain')
      await put
      bytes.fill(0)
      expect((await storage.get('copied'))?.bytes).toEqual(text('before'))
    })

    it('keeps a key and another that continues it apart', async () => {
      await storage.put('a', text('a'), 'text/plain')
      await storage.put('a/b', text('a/b'), 'text/plain')
      await storage.put('a/b/c', text('a/b/c'), 'text/plain')
      for (const key of ['a', 'a/b', 'a/b/c'])
        expect((await storage.get(key))?.bytes).toEqual(text(key))
    })

    it('forgets what was deleted, and deleting twice is no error', async () => {
      await storage.put('gone', text('x'), 'text/plain')
      await storage.delete('gone')
      await storage.delete('gone')
      expect(await storage.get('gone')).toBeNull()
    })

    it('never shows half of an object while it is being replaced', async () => {
      const versions = [text('0'.repeat(50_000)), text('1'.repeat(90_000))]
      await storage.put('busy', versions[0] ?? text(''), 'text/plain')
      const writes = Array.from({ length: 20 }, (_, turn) =>
        storage.put('busy', versions[turn % 2] ?? text(''), 'text/plain'),
      )
      const reads = Array.from({ length: 40 }, () => storage.get('busy'))
      // A service that replaces in two steps may be caught between them: then it is refused, not shown.
      for (const read of await Promise.allSettled(reads)) {
        if (read.status === 'fulfilled') expect(versions).toContainEqual(read.value?.bytes)
        else expect(read.reason).toMatchObject({ code: expect.any(String) })
      }
      await Promise.allSettled(writes)
      await storage.put('busy', versions[0] ?? text(''), 'text/plain')
      expect(versions[0]).toEqual((await storage.get('busy'))?.bytes)
    })

    it.each([
      '',
      '.',
      '..',
      '/',
      '/a',
      'a/',
      'a//b',
      '../a',
      'a/../b',
      'a/./b',
      'a/..',
      '.hidden',
      'a/.hidden',
      '-a',
      'A',
      'a b',
      'a\\b',
      'a\0b',
      'a\nb',
      'ä',
      'a~b',
      'a%2fb',
      'c:a',
      'x'.repeat(201),
    ])('refuses the key %j everywhere', async (key) => {
      const refusal = { code: 'OBJECT_KEY_INVALID' }
      await expect(storage.put(key, text('x'), 'text/plain')).rejects.toMatchObject(refusal)
      await expect(storage.get(key)).rejects.toMatchObject(refusal)
      await expect(storage.delete(key)).rejects.toMatchObject(refusal)
    })

    it.each(['', 'image', 'text/html\r\nx: y', 'image/png; boundary=x', 'IMAGE/PNG'])(
      'refuses the content type %j',
      async (contentType) => {
        await expect(storage.put('typed', text('x'), contentType)).rejects.toMatchObject({
          code: 'OBJECT_CONTENT_TYPE_INVALID',
        })
      },
    )

    it('refuses an object over 64 MB', async () => {
      const large = new Uint8Array(64 * 1024 * 1024 + 1)
      await expect(storage.put('large', large, 'text/plain')).rejects.toMatchObject({
        code: 'OBJECT_TOO_LARGE',
      })
      expect(await storage.get('large')).toBeNull()
    })

    it('lists what begins alike, each once, page by page', async () => {
      const keys = Array.from({ length: 7 }, (_, n) => `images/task-1/attempt-1/to-${n}.webp`)
      for (const key of keys) await storage.put(key, text('x'), 'image/webp')
      for (const other of ['images/task-1/attempt-1.png', 'images/task-10/attempt-1/to-0.webp'])
        await storage.put(other, text('x'), 'image/png')
      expect(await listed(storage, 'images/task-1/attempt-1/', 3)).toEqual(keys)
      expect(await listed(storage, 'images/task-1/', 100)).toHaveLength(8)
      expect(await listed(storage, 'images/task-1', 100)).toHaveLength(9)
      expect(await listed(storage, 'images/none/', 100)).toEqual([])
      expect(await listed(storage, '', 1_000)).toEqual(expect.arrayContaining(keys))
    })

    it('lists no more what was deleted, and says how old the rest is', async () => {
      await storage.put('old/task/kept', text('x'), 'text/plain')
      await storage.put('old/task/gone', text('x'), 'text/plain')
      await storage.delete('old/task/gone')
      const { objects } = await storage.list('old/task/', { limit: 10 })
      expect(objects.map(({ key }) => key)).toEqual(['old/task/kept'])
      const ageMs = Date.now() - (objects[0]?.modifiedAt.getTime() ?? 0)
      expect(Math.abs(ageMs)).toBeLessThan(60_000)
    })

    it.each(['/', '../', 'a//b', 'a/../', 'A/'])('refuses to list %j', async (prefix) => {
      await expect(storage.list(prefix, { limit: 1 })).rejects.toMatchObject({
        code: 'OBJECT_KEY_INVALID',
      })
    })

    it('says that it works', async () => {
      await expect(storage.check()).resolves.toBeUndefined()
    })
  })
}
