import fc from 'fast-check'
import { expect, it } from 'vitest'
import { assertObjectKey, isObjectKey } from './object-key.ts'

it.each(['a', '0', 'tasks/0193a/1.png', 'a..b', 'a-b_c.d/e', 'x'.repeat(200)])(
  '%s is a key',
  (key) => {
    expect(isObjectKey(key)).toBe(true)
    expect(() => assertObjectKey(key)).not.toThrow()
  },
)

it('never resolves outside of a folder, whatever the text', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[a/.~\\-]{1,12}$/)), (key) => {
      const escapes =
        new URL(key, 'file:///root/objects/').pathname.startsWith('/root/objects/') === false
      expect(isObjectKey(key) && escapes).toBe(false)
    }),
  )
})

it('throws a code for what is no key', () => {
  expect(() => assertObjectKey('../a')).toThrow(
    expect.objectContaining({ code: 'OBJECT_KEY_INVALID' }),
  )
})
