import { describe, expect, it } from 'vitest'
import { pollingPlace, readJob, writeJob } from './bfl-job.ts'

const live = 'https://api.bfl.ai'
const id = 'a1b2c3d4-0000-4000-8000-123456789abc'
const job = (change: object) =>
  JSON.stringify({ id, url: `${live}/v1/get_result?id=${id}`, costE4: null, ...change })

describe('a job of Black Forest Labs', () => {
  it.each([
    ['https://api.bfl.ai', 'https://api.bfl.ai'],
    ['https://api.eu2.bfl.ai', 'https://api.eu2.bfl.ai'],
    ['https://api.us1.bfl.ai', 'https://api.us1.bfl.ai'],
    ['https://delivery-eu1.bfl.ai', live],
    ['https://api.x.y.bfl.ai', live],
    ['https://api.bfl.ml', live],
    ['https://api-evilbfl.ai', live],
    ['https://api.eu2.bfl.ai.evil.example', live],
    ['https://api.eu2.bfl.ai:8443', live],
    ['http://api.eu2.bfl.ai', live],
    ['https://user:pass@api.eu2.bfl.ai', live],
  ])('at %s is asked about at %s', (said, origin) => {
    expect(pollingPlace(`${said}/v1/get_result?id=${id}`, id, live)).toEqual({
      origin,
      path: '/v1/get_result',
    })
  })

  it('is read as it was written', () => {
    const place = { origin: 'https://api.eu2.bfl.ai', path: '/v1/get_result' }
    const written = writeJob({ id, ...place, costE4: 45_000n })
    expect(readJob(written, live)).toEqual({ id, ...place, costE4: 45_000n })
  })

  it.each([
    ['no JSON', 'a1b2c3d4'],
    ['another id in the address', job({ url: `${live}/v1/get_result?id=other-00` })],
    ['more than the id', job({ url: `${live}/v1/get_result?id=${id}&next=1` })],
    ['another path', job({ url: `${live}/v1/credits?id=${id}` })],
    ['another host', job({ url: `https://evil.example/v1/get_result?id=${id}` })],
    ['our own network', job({ url: `http://127.0.0.1/v1/get_result?id=${id}` })],
    ['an id that is a path', job({ id: '../../v1/credits' })],
    ['a cost below zero', job({ costE4: '-5' })],
    ['a cost that is a number', job({ costE4: 5 })],
    ['something more', job({ key: 'x' })],
  ])('is not read with %s', (_what, text) => {
    expect(readJob(text, live)).toBeNull()
  })
})
