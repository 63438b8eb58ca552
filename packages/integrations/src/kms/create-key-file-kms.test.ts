import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { describeKms } from './contract.ts'
import { createKeyFileKms } from './create-key-file-kms.ts'
import { createKms } from './create-kms.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
beforeAll(async () => {
  folder = await temporaryFolder()
  for (const name of ['one', 'two'])
    await writeFile(join(folder.path, name), randomBytes(32).toString('base64url'))
  await writeFile(join(folder.path, 'short'), 'short')
})
afterAll(() => folder[Symbol.asyncDispose]())

const kms = (name: string) => createKeyFileKms({ file: join(folder.path, name) })

describe('a key in a file', () => {
  describeKms({ kms: () => kms('one'), other: () => kms('two'), gone: () => kms('none') })

  it('is no key when it is too short', async () => {
    await expect(kms('short').wrap(randomBytes(32))).rejects.toMatchObject({ code: 'KMS_REFUSED' })
  })
})

describe('a service by its name', () => {
  it.each([
    ['key-file', {}, 'VAULT_KMS_KEY_FILE'],
    ['aws-kms', {}, 'VAULT_KMS_KEY_ID'],
    ['aws-kms', { awsKeyId: 'k' }, 'VAULT_KMS_REGION'],
    ['nobody', {}, 'no such service'],
  ])('%s with %o misses %s', (id, settings, missing) => {
    expect(() => createKms(id, settings)).toThrow(missing)
  })

  it('is made of what is set', () => {
    expect(createKms('aws-kms', { awsKeyId: 'k', awsRegion: 'eu-central-1' }).id).toBe('aws-kms')
    expect(createKms('key-file', { keyFile: '/x' }).id).toBe('key-file')
  })
})
