import { expect, test } from 'vitest'
import { readAnswer } from './upload-picture.ts'
import { MAX_UPLOAD_BYTES, readPicture } from './read-picture.ts'

const facts = {
  width: 8,
  height: 4,
  mimeType: 'image/png',
  sizeBytes: 70,
  url: '/u',
  thumbUrl: '/t',
}

test('what the door stored becomes the picture of the draft', () => {
  expect(readAnswer(200, JSON.stringify({ id: 'p1', ...facts, repeated: false }))).toEqual({
    kind: 'stored',
    picture: { kind: 'upload', id: 'p1', ...facts },
  })
})

test('a refusal keeps its code and its bounds', () => {
  const text = JSON.stringify({ reason: 'TOO_MANY_PICTURES', params: { maxPictures: 100 } })
  expect(readAnswer(412, text)).toEqual({
    kind: 'refused',
    code: 'TOO_MANY_PICTURES',
    params: { maxPictures: 100 },
  })
})

test.each([
  [413, '<html>too large</html>', 'PICTURE_TOO_LARGE'],
  [502, 'Bad Gateway', 'INTERNAL'],
  [200, '<html>a page</html>', 'INTERNAL'],
  [200, 'null', 'INTERNAL'],
  [0, '', 'OFFLINE'],
])('an answer %s of somebody between, "%s", is %s', (status, text, code) => {
  expect(readAnswer(status, text)).toMatchObject({ kind: 'refused', code })
})

const decoded = (width: number, height: number) => () => Promise.resolve({ width, height })

test('a file is looked at before it is sent', async () => {
  const png = new Blob(['x'], { type: 'image/png' })
  expect(await readPicture(png, decoded(10, 20))).toEqual({
    kind: 'picture',
    width: 10,
    height: 20,
  })
  expect(await readPicture(png, () => Promise.reject(new Error('no picture')))).toMatchObject({
    code: 'PICTURE_UNREADABLE',
  })
  expect(await readPicture(png, decoded(10_000, 4_001))).toMatchObject({
    code: 'PICTURE_TOO_LARGE',
  })
  const svg = new Blob(['<svg/>'], { type: 'image/svg+xml' })
  expect(await readPicture(svg, decoded(1, 1))).toMatchObject({ code: 'PICTURE_UNREADABLE' })
  const large = new Blob([new Uint8Array(MAX_UPLOAD_BYTES + 1)], { type: 'image/jpeg' })
  expect(await readPicture(large, decoded(1, 1))).toMatchObject({ code: 'PICTURE_TOO_LARGE' })
})
