import { errorCodes } from '@aetherflow/api/error-codes'
import { expect, test } from 'vitest'
import en from '../../../messages/en/errors.json'

test('every code of the API has a text, and only OFFLINE is the browser’s own', () => {
  expect(Object.keys(en.api).toSorted()).toEqual([...Object.keys(errorCodes), 'OFFLINE'].toSorted())
})
