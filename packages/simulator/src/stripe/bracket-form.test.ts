import { expect, it } from 'vitest'
import { parseBracketForm } from './bracket-form.ts'

it.each([
  ['a=1&b=', { a: '1', b: '' }],
  ['a[b][c]=1&a[b][d]=2', { a: { b: { c: '1', d: '2' } } }],
  ['l[0][x]=1&l[1][x]=2', { l: [{ x: '1' }, { x: '2' }] }],
  ['l[]=1&l[]=2', { l: ['1', '2'] }],
  ['l[1]=b', { l: { '1': 'b' } }],
  ['a=%C2%A5+%26%5B', { a: '¥ &[' }],
  ['', {}],
])('reads %j', (form, read) => {
  expect(parseBracketForm(form)).toEqual(read)
})

it.each([
  'a=1&a=2',
  'a[b]=1&a=2',
  'a=1&a[b]=2',
  'a[b=1',
  'a.b=1',
  '=1',
  '__proto__[x]=1',
  `a${'[b]'.repeat(9)}=1`,
  Array.from({ length: 1001 }, (_, index) => `a${index}=1`).join('&'),
])('refuses %j', (form) => {
  expect(parseBracketForm(form)).toBeNull()
})
