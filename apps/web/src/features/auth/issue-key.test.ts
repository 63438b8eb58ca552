import {
  email,
  password,
  typedCode,
  typedPassword,
  updateProfileInput,
} from '@aetherflow/api/identity/schemas'
import { expect, test } from 'vitest'
import { issueKey } from './issue-key.ts'

const brokenRule = (result: { success: boolean; error?: { issues: { code: string }[] } }) =>
  result.error?.issues[0]?.code ?? 'none'

test.each(['', 'ada', 'ada@', 'ada@example', 'a b@example.com', `${'a'.repeat(260)}@example.com`])(
  'the address "%s" is told how an address looks',
  (typed) => {
    expect(issueKey('email', brokenRule(email.safeParse(typed)))).toBe('email')
  },
)

test('passwords are told which end of the rule they break', () => {
  expect(issueKey('password', brokenRule(typedPassword.safeParse('')))).toBe('passwordMissing')
  expect(issueKey('password', brokenRule(typedPassword.safeParse('x'.repeat(201))))).toBe(
    'passwordLong',
  )
  expect(issueKey('newPassword', brokenRule(password.safeParse('short')))).toBe('passwordShort')
  expect(issueKey('newPassword', brokenRule(password.safeParse('x'.repeat(201))))).toBe(
    'passwordLong',
  )
})

test('codes are told whether one is missing or cannot be one', () => {
  expect(issueKey('code', brokenRule(typedCode.safeParse(' ')))).toBe('codeMissing')
  expect(issueKey('code', brokenRule(typedCode.safeParse('x'.repeat(41))))).toBe('codeWrong')
  expect(issueKey('code', 'CODE_WRONG')).toBe('codeWrong')
})

test('names are told about length or characters', () => {
  const rule = (displayName: string) =>
    issueKey('displayName', brokenRule(updateProfileInput.safeParse({ displayName })))
  expect(rule('x'.repeat(81))).toBe('nameLong')
  expect(rule('a\u200bb')).toBe('nameCharacters')
})

test('what the server refuses has its own sentence', () => {
  expect(issueKey('newPassword', 'PASSWORD_WEAK')).toBe('passwordWeak')
  expect(issueKey('password', 'PASSWORD_WRONG')).toBe('passwordWrong')
})
