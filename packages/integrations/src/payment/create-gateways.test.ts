import { describe, expect, it } from 'vitest'
import { createGateways } from './create-gateways.ts'

const sandbox = {
  baseUrl: 'http://127.0.0.1:3001/sandbox',
  merchant: 'aetherflow',
  secret: 'a-secret-of-at-least-32-characters',
}

describe('the open gateways', () => {
  it('are found by their id', () => {
    expect(createGateways({ sandbox }).get('sandbox')).toMatchObject({ merchant: 'aetherflow' })
  })

  it.each([
    {},
    { sandbox: { ...sandbox, baseUrl: undefined } },
    { sandbox: { ...sandbox, merchant: undefined } },
    { sandbox: { ...sandbox, secret: undefined } },
  ])('do not hold one whose settings are missing (%#)', (settings) => {
    expect(createGateways(settings).size).toBe(0)
  })

  it.each([
    { ...sandbox, secret: '' },
    { ...sandbox, secret: 'short' },
    { ...sandbox, baseUrl: 'https://pay.example.com' },
  ])('do not start with a weak or strange one (%#)', (settings) => {
    expect(() => createGateways({ sandbox: settings })).toThrow(TypeError)
  })
})
