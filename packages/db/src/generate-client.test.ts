import { expect, test } from 'vitest'
import { generateClient } from './generate-client.ts'
import { hashSchema, readSchema } from './read-schema.ts'

test('the client is written once for a schema', () => {
  generateClient()
  expect(generateClient()).toBe(false)
})

test('another schema or another Prisma means another client', () => {
  const schema = readSchema()
  expect(hashSchema(schema, '7.10.0')).toBe(hashSchema(readSchema(), '7.10.0'))
  expect(hashSchema(schema, '7.10.1')).not.toBe(hashSchema(schema, '7.10.0'))
  const longer = schema.map((file) => ({ ...file, content: `${file.content}\n// more` }))
  expect(hashSchema(longer, '7.10.0')).not.toBe(hashSchema(schema, '7.10.0'))
})
