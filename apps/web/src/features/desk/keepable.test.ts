import { expect, test } from 'vitest'
import { keepable } from './keepable.ts'

test('what nobody sees is left out, and lines and joined letters stay', () => {
  expect(keepable(' paid\u0000 twice\u202e\n\u200b见附件 👩\u200d🎨 ')).toBe(
    'paid twice\n见附件 👩\u200d🎨',
  )
})
