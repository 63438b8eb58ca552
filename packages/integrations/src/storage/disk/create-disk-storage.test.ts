import { mkdir, readdir, readFile, symlink, truncate, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../testing/temporary-folder.ts'
import { describeObjectStorage } from '../contract.ts'
import { createDiskStorage } from './create-disk-storage.ts'
import { encodeEnvelope } from './object-envelope.ts'
import { formerPath, objectPath } from './object-path.ts'

describeObjectStorage('a folder', async () => {
  const folder = await temporaryFolder()
  return {
    storage: createDiskStorage({ root: folder.path }),
    close: () => folder[Symbol.asyncDispose](),
  }
})

const text = (value: string) => new TextEncoder().encode(value)

/** A storage with one object, and where that object lies. */
async function withObject(root: string) {
  const storage = createDiskStorage({ root })
  await storage.put('tasks/1.png', text('picture'), 'image/png')
  return { storage, file: objectPath(root, 'tasks/1.png').file }
}

describe('a folder', () => {
  it('keeps objects over a restart and leaves no temporary file', async () => {
    await using folder = await temporaryFolder()
    await withObject(folder.path)
    const reopened = createDiskStorage({ root: folder.path })
    expect((await reopened.get('tasks/1.png'))?.bytes).toEqual(text('picture'))
    expect(await readdir(join(folder.path, 'temp'))).toEqual([])
  })

  it('spreads keys over shard folders under its root only', async () => {
    await using folder = await temporaryFolder()
    const storage = createDiskStorage({ root: folder.path })
    for (let n = 0; n < 20; n += 1) await storage.put(`tasks/${n}`, text('x'), 'text/plain')
    const shards = await readdir(join(folder.path, 'objects'))
    expect(shards.length).toBeGreaterThan(10)
    expect(shards.every((shard) => /^[0-9a-f]{3}$/.test(shard))).toBe(true)
  })

  it('still finds, and deletes, what was stored when the whole key chose the shard', async () => {
    await using folder = await temporaryFolder()
    const key = 'images/task/attempt.png'
    const former = formerPath(folder.path, key)
    await mkdir(dirname(former), { recursive: true })
    await writeFile(former, encodeEnvelope(key, { bytes: text('old'), contentType: 'image/png' }))
    const storage = createDiskStorage({ root: folder.path })
    expect((await storage.get(key))?.bytes).toEqual(text('old'))
    await storage.delete(key)
    expect(await storage.get(key)).toBeNull()
  })

  it.each([
    ['cut off', (file: string) => truncate(file, 40)],
    [
      'shortened by a byte',
      async (file: string) => truncate(file, (await readFile(file)).length - 1),
    ],
    [
      'changed by a bit',
      async (file: string) => {
        const bytes = await readFile(file)
        bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
        await writeFile(file, bytes)
      },
    ],
    ['emptied', (file: string) => truncate(file, 0)],
    ['replaced by something else', (file: string) => writeFile(file, '<html>')],
    ['given a broken header', (file: string) => writeFile(file, 'AFOBJ1\n{"key":1}\npicture')],
    ['given a header that is no JSON', (file: string) => writeFile(file, 'AFOBJ1\n{\npicture')],
  ])('refuses to return an object that was %s', async (_name, damage) => {
    await using folder = await temporaryFolder()
    const { storage, file } = await withObject(folder.path)
    await damage(file)
    await expect(storage.get('tasks/1.png')).rejects.toMatchObject({ code: 'OBJECT_DAMAGED' })
  })

  it('refuses to return one object in the place of another', async () => {
    await using folder = await temporaryFolder()
    const { storage, file } = await withObject(folder.path)
    const other = objectPath(folder.path, 'tasks/2.png')
    await mkdir(other.folder, { recursive: true })
    await writeFile(other.file, await readFile(file))
    await expect(storage.get('tasks/2.png')).rejects.toMatchObject({ code: 'OBJECT_DAMAGED' })
  })

  it('mends a damaged object by the next put', async () => {
    await using folder = await temporaryFolder()
    const { storage, file } = await withObject(folder.path)
    await truncate(file, 3)
    await storage.put('tasks/1.png', text('again'), 'image/png')
    expect((await storage.get('tasks/1.png'))?.bytes).toEqual(text('again'))
  })

  it('replaces a link at the place of an object rather than writing through it', async () => {
    await using folder = await temporaryFolder()
    const outside = join(folder.path, 'outside')
    await writeFile(outside, 'untouched')
    const target = objectPath(folder.path, 'linked')
    await mkdir(target.folder, { recursive: true })
    await symlink(outside, target.file)
    await createDiskStorage({ root: folder.path }).put('linked', text('mine'), 'text/plain')
    expect(await readFile(outside, 'utf8')).toBe('untouched')
  })

  it('leaves the old object and no temporary file when a write fails', async () => {
    await using folder = await temporaryFolder()
    const { storage } = await withObject(folder.path)
    const blocked = objectPath(folder.path, 'blocked')
    await mkdir(blocked.file, { recursive: true })
    await expect(storage.put('blocked', text('x'), 'text/plain')).rejects.toMatchObject({
      code: 'EISDIR',
    })
    expect(await readdir(join(folder.path, 'temp'))).toEqual([])
    expect((await storage.get('tasks/1.png'))?.bytes).toEqual(text('picture'))
  })

  it('clears only what a killed process left long ago', async () => {
    await using folder = await temporaryFolder()
    const { storage } = await withObject(folder.path)
    const [stale, fresh] = [join(folder.path, 'temp', 'stale'), join(folder.path, 'temp', 'fresh')]
    await writeFile(stale, 'x')
    await writeFile(fresh, 'x')
    await utimes(stale, new Date(0), new Date(0))
    await storage.check()
    expect(await readdir(join(folder.path, 'temp'))).toEqual(['fresh'])
  })

  it('fails its check when it cannot write', async () => {
    await using folder = await temporaryFolder()
    await writeFile(join(folder.path, 'temp'), 'a file where the folder should be')
    await expect(createDiskStorage({ root: folder.path }).check()).rejects.toMatchObject({
      code: 'EEXIST',
    })
  })

  it('refuses a root that moves with the working directory', () => {
    expect(() => createDiskStorage({ root: 'data/objects' })).toThrow(TypeError)
  })
})
