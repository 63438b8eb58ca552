import type { OptionSpec } from '@aetherflow/api/tasks/schemas'
import { expect, test } from 'vitest'
import { hasOneOf, isInView, optionValues, problemOf, typedOf } from './option-values.ts'

const base = { label: { en: 'x', zh: 'x' }, required: false }
const strength: OptionSpec = {
  ...base,
  name: 'strength',
  kind: 'number',
  min: 0,
  max: 1,
  step: 0.05,
  default: 0.35,
}
const left: OptionSpec = {
  ...base,
  name: 'left',
  kind: 'integer',
  min: 0,
  max: 2_000,
  default: null,
}
const mode: OptionSpec = {
  ...base,
  name: 'mode',
  kind: 'choice',
  choices: [
    { value: 'fast', label: base.label },
    { value: 'fine', label: base.label },
  ],
  default: 'fine',
}
const enhance: OptionSpec = { ...base, name: 'enhance', kind: 'flag', default: true }
const search: OptionSpec = { ...base, name: 'search', kind: 'text', maxChars: 5, required: true }

test('what was not touched stands at its default', () => {
  const capability = { options: [strength, left, mode, enhance, search] }
  expect(optionValues(capability, {})).toEqual({ strength: 0.35, mode: 'fine', enhance: true })
})

test('what was typed is sent as what it is', () => {
  const capability = { options: [strength, left, mode, enhance, search] }
  const typed = { strength: ' 0,5 ', left: '12', mode: 'fast', enhance: false, search: ' cat ' }
  expect(optionValues(capability, typed)).toEqual({
    strength: 0.5,
    left: 12,
    mode: 'fast',
    enhance: false,
    search: 'cat',
  })
})

test('a choice that the model no longer has falls back to its default', () => {
  expect(typedOf(mode, { mode: 'gone' })).toBe('fine')
  expect(typedOf(enhance, { enhance: 'yes' })).toBe(true)
})

test.each([
  [strength, '1.01', 'range'],
  [strength, '-0.1', 'range'],
  [strength, 'half', 'number'],
  [strength, '1e-1', 'number'],
  [strength, '1', null],
  [left, '1.5', 'whole'],
  [left, '', null],
  [search, '', 'required'],
  [search, 'kitten', 'long'],
  [search, 'cat', null],
] as const)('%j typed as "%s" is %s', (spec, text, problem) => {
  expect(problemOf(spec, { [spec.name]: text })).toBe(problem)
})

test('of options of which one is needed, zero says nothing', () => {
  const right: OptionSpec = { ...left, name: 'right' }
  const capability = { options: [left, right], needsOneOf: ['left', 'right'] }
  expect(hasOneOf(capability, {})).toBe(false)
  expect(hasOneOf(capability, { left: '0', right: '' })).toBe(false)
  expect(hasOneOf(capability, { right: '10' })).toBe(true)
  expect(hasOneOf({ options: [left], needsOneOf: [] }, {})).toBe(true)
})

test('only what a run cannot do without stands in view', () => {
  expect(isInView(search, { needsOneOf: [] })).toBe(true)
  expect(isInView(left, { needsOneOf: ['left'] })).toBe(true)
  expect(isInView(strength, { needsOneOf: [] })).toBe(false)
})
