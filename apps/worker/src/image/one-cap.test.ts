import { maxAnswerBytes } from '@aetherflow/integrations/http/exchange'
import { maxOutputPixels } from '@aetherflow/integrations/image/output-fault'
import { maxPictureBytes, maxPixels } from '@aetherflow/pictures/limits'
import { expect, test } from 'vitest'

test('what is read of a vendor is what a picture may be, no more and no less', () => {
  expect(maxAnswerBytes).toBe(maxPictureBytes)
  expect(maxOutputPixels).toBe(maxPixels)
})
