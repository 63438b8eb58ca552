import { writeFile } from 'node:fs/promises'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createKeyRing, type KeyRing, serializeKeyRing } from '@aetherflow/crypto/key-ring'
import { newDataKey, wrapRing } from '@aetherflow/crypto/wrapped-ring'
import { Secret } from '@aetherflow/crypto/secret'
import { createAwsKms } from '@aetherflow/integrations/kms/create-aws-kms'
import { type FakeKms, startFakeKms } from '@aetherflow/integrations/testing/fake-kms-server'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { readWorkerEnvironment } from './worker-environment.ts'

let folder: string
let server: FakeKms
let ring: KeyRing
let file: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aetherflow-ring-'))
  file = join(folder, 'ring.json')
  ;[server, ring] = await Promise.all([startFakeKms(['ring-key', 'other-key']), createKeyRing()])
  const kms = createAwsKms({
    keyId: 'ring-key',
    region: 'eu-central-1',
    endpoint: server.endpoint,
    credentials: { accessKeyId: 'AKIATEST', secretAccessKey: new Secret('a-secret-of-the-test') },
  })
  const dataKey = newDataKey()
  const wrappedKey = await kms.wrap(dataKey)
  await writeFile(file, wrapRing(ring, dataKey, { kms: kms.id, wrappedKey }))
})
afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true, force: true })
})
afterEach(() => server.fail(null))

const start = (differing: Record<string, string | undefined> = {}) =>
  readWorkerEnvironment({
    AETHERFLOW_MODE: 'test',
    PUBLIC_URL: 'http://127.0.0.1:9',
    DATABASE_URL: 'postgresql://nobody@127.0.0.1:9/none',
    STORAGE_ROOT: folder,
    VAULT_KEY_RING_FILE: file,
    VAULT_KMS_KEY_ID: 'ring-key',
    VAULT_KMS_REGION: 'eu-central-1',
    VAULT_KMS_ENDPOINT: server.endpoint,
    VAULT_KMS_ACCESS_KEY_ID: 'AKIATEST',
    VAULT_KMS_SECRET_ACCESS_KEY: 'a-secret-of-the-test',
    ...differing,
  })

it('opens a ring that a key service has wrapped', async () => {
  const { ring: opened } = await start()
  expect(serializeKeyRing(opened).reveal()).toBe(serializeKeyRing(ring).reveal())
})

it('opens a plain ring without asking anybody', async () => {
  const plain = join(folder, 'plain.json')
  await writeFile(plain, serializeKeyRing(ring).reveal())
  const asked = server.asked()
  const { ring: opened } = await start({ VAULT_KEY_RING_FILE: plain })
  expect(opened.primaryKeyId).toBe(ring.primaryKeyId)
  expect(server.asked()).toBe(asked)
})

it.each([
  ['no service', { VAULT_KMS_ENDPOINT: 'http://127.0.0.1:9' }, 'KMS_UNAVAILABLE'],
  ['another key', { VAULT_KMS_KEY_ID: 'other-key' }, 'KMS_WRONG_KEY'],
  ['an unknown key', { VAULT_KMS_KEY_ID: 'no-key' }, 'KMS_REFUSED'],
  ['no settings', { VAULT_KMS_KEY_ID: undefined }, 'VAULT_KMS_KEY_ID is not set'],
  ['no file', { VAULT_KEY_RING_FILE: '/nonexistent/ring' }, 'ENOENT'],
])('does not start with %s, says why, and says nothing of a key', async (_, differing, said) => {
  const failure: unknown = await start(differing).catch((error: unknown) => error)
  expect(String(failure)).toContain(said)
  expect(String(failure)).toContain('the worker cannot start')
  for (const secret of [ring.tagKey, ring.fingerprintKey, ring.keys[0]?.privateKey])
    expect(String(failure)).not.toContain(secret?.reveal() ?? 'none')
})

it('does not start while the service refuses, and quotes nothing that it says', async () => {
  server.fail('AccessDeniedException')
  const failure: unknown = await start().catch((error: unknown) => error)
  expect(String(failure)).toContain('KMS_REFUSED: AccessDeniedException')
  expect(String(failure)).not.toContain('about')
})
