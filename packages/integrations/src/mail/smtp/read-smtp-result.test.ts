import { describe, expect, it } from 'vitest'
import { readSmtpFailure, readSmtpSuccess } from './read-smtp-result.ts'

describe('a success of nodemailer', () => {
  it('is a sent mail when all recipients were accepted', () => {
    expect(readSmtpSuccess({ accepted: ['a@b.example'], rejected: [] })).toEqual({ kind: 'sent' })
  })

  it.each([
    { accepted: ['a@b.example'], rejected: ['c@d.example'] },
    { accepted: [], rejected: ['c@d.example'] },
    { accepted: [], rejected: [] },
    {},
    null,
  ])('is a refusal when it says %j', (info) => {
    expect(readSmtpSuccess(info)).toEqual({
      kind: 'refused',
      permanent: true,
      reason: 'RECIPIENT_REJECTED',
    })
  })
})

describe('a failure of nodemailer', () => {
  it.each([
    [{ code: 'EENVELOPE', responseCode: 550 }, true, 'EENVELOPE 550'],
    [{ code: 'EENVELOPE', responseCode: 450 }, false, 'EENVELOPE 450'],
    [{ code: 'EENVELOPE' }, false, 'EENVELOPE'],
    [{ code: 'EMESSAGE', responseCode: 554 }, true, 'EMESSAGE 554'],
    [{ code: 'EAUTH', responseCode: 535 }, false, 'EAUTH 535'],
    [{ code: 'ESOCKET' }, false, 'ESOCKET'],
    [{ code: 'user said: hunter2' }, false, 'EUNKNOWN'],
    [{ responseCode: 9999 }, false, 'EUNKNOWN'],
    ['boom', false, 'EUNKNOWN'],
    [undefined, false, 'EUNKNOWN'],
  ])('%j is permanent: %s', (error, permanent, reason) => {
    expect(readSmtpFailure(error)).toEqual({ kind: 'refused', permanent, reason })
  })
})
