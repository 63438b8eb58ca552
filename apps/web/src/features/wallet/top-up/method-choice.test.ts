import { expect, test } from 'vitest'
import { currenciesFor, currencyFor, type Method, methodsFor } from './method-choice.ts'

const sandbox: Method = { gateway: 'sandbox', currencies: ['USD', 'CNY'] }
const alipay: Method = { gateway: 'alipay', currencies: ['CNY'] }
const stripe: Method = { gateway: 'stripe', currencies: ['USD', 'CNY'] }
const names = (methods: Method[]) => methods.map(({ gateway }) => gateway)

test('each reader finds the usual method of their currency first, behind play money', () => {
  const all = [stripe, alipay, sandbox]
  expect(names(methodsFor(all, ['USD', 'CNY'], 'CNY'))).toEqual(['sandbox', 'alipay', 'stripe'])
  expect(names(methodsFor(all, ['USD', 'CNY'], 'USD'))).toEqual(['sandbox', 'stripe', 'alipay'])
})

test('a method that takes nothing that is sold is not offered', () => {
  expect(names(methodsFor([alipay, stripe], ['USD'], 'USD'))).toEqual(['stripe'])
})

test('a method keeps the currency when it takes it, and else brings its own', () => {
  const sold = ['USD', 'CNY'] as const
  expect(currenciesFor(alipay, sold)).toEqual(['CNY'])
  expect(currencyFor(stripe, sold, 'CNY')).toBe('CNY')
  expect(currencyFor(alipay, sold, 'USD')).toBe('CNY')
  expect(currencyFor(alipay, ['USD'], 'USD')).toBeNull()
  expect(currencyFor(undefined, sold, 'USD')).toBeNull()
})
