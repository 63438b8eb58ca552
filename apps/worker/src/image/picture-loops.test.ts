import { expect, it } from 'vitest'
import { orphanRound } from './picture-loops.ts'

type Asked = { area: string; cursor: string | null; limit: number }

it('walks both parts page by page, then rests', async () => {
  const asked: Asked[] = []
  const round = orphanRound({
    collectOrphans: async (input: Asked) => {
      asked.push(input)
      const cursor = input.area === 'images' && input.cursor === null ? 'page-2' : null
      return { cursor, seen: 0, removed: 0 }
    },
  })
  for (let turn = 0; turn < 33; turn += 1) expect(await round()).toEqual({ more: false })
  expect(asked.map(({ area, cursor }) => [area, cursor])).toEqual([
    ['images', null],
    ['images', 'page-2'],
    ['uploads', null],
  ])
  await round()
  expect(asked.at(-1)).toMatchObject({ area: 'images', cursor: null })
})

it('begins anew after a page that failed', async () => {
  const asked: (string | null)[] = []
  const round = orphanRound({
    collectOrphans: async ({ cursor }: Asked) => {
      asked.push(cursor)
      if (cursor !== null) throw new Error('this place is gone')
      return { cursor: 'page-2', seen: 0, removed: 0 }
    },
  })
  await round()
  await expect(round()).rejects.toThrow('this place is gone')
  await round()
  expect(asked).toEqual([null, 'page-2', null])
})
