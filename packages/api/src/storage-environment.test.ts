import { inspect } from 'node:util'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { storageFault, storageSettings, storageVariables } from './storage-environment.ts'

const schema = z.object(storageVariables)
const bucket = {
  S3_BUCKET: 'pictures',
  S3_REGION: 'cn-hangzhou',
  S3_ACCESS_KEY_ID: 'id',
  S3_SECRET_ACCESS_KEY: 'the-secret-of-the-bucket',
}
const fault = (env: Record<string, string>, mode = 'demo') =>
  storageFault({ ...schema.parse(env), AETHERFLOW_MODE: mode })

it('takes a folder, or a bucket with all that belongs to it', () => {
  expect(fault({ STORAGE_ROOT: '/data' })).toBeNull()
  expect(storageSettings(schema.parse({ STORAGE_ROOT: '/data' }))).toEqual({
    kind: 'disk',
    root: '/data',
  })
  const env = {
    ...bucket,
    S3_ENDPOINT: 'https://oss-cn-hangzhou.aliyuncs.com',
    S3_PATH_STYLE: 'true',
  }
  expect(fault(env, 'production')).toBeNull()
  expect(storageSettings(schema.parse(env))).toMatchObject({
    kind: 's3',
    bucket: 'pictures',
    region: 'cn-hangzhou',
    endpoint: 'https://oss-cn-hangzhou.aliyuncs.com',
    pathStyle: true,
  })
})

it.each(Object.keys(bucket))('says that %s is missing', (name) => {
  const { [name as keyof typeof bucket]: _, ...rest } = bucket
  expect(fault(rest)?.path).toEqual([name])
})

it('does not choose between two storages, nor start with none', () => {
  expect(fault({ ...bucket, STORAGE_ROOT: '/data' })?.path).toEqual(['STORAGE_ROOT'])
  expect(fault({})?.path).toEqual(['STORAGE_ROOT'])
})

it('sends no picture over plain http in production', () => {
  const env = { ...bucket, S3_ENDPOINT: 'http://minio.local:9000' }
  expect(fault(env, 'production')?.path).toEqual(['S3_ENDPOINT'])
  expect(fault(env)).toBeNull()
})

it('never shows the secret', () => {
  expect(inspect(storageSettings(schema.parse(bucket)), { depth: null })).not.toContain(
    'the-secret-of',
  )
})
