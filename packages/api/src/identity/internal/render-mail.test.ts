import { expect, test } from 'vitest'
import { mailTexts } from './mail-texts.ts'
import { renderMail } from './render-mail.ts'

const deps = { publicUrl: 'https://aetherflow.example' }
const templates = ['verify_email', 'reset_password', 'already_registered', 'password_changed']

test.each(templates)('speaks both languages: %s', (template) => {
  const params = { token: 'abc' }
  const en = renderMail(deps, { template, locale: 'en', params })
  const zh = renderMail(deps, { template, locale: 'zh-CN', params })
  expect(en.subject).not.toBe(zh.subject)
  expect(zh.text).toMatch(/\p{Script=Han}/u)
  if (en.link !== null)
    expect([en.link, zh.link]).toEqual([en.link, en.link.replace('/en/', '/zh/')])
})

test('puts the token behind the hash, where no server sees it', () => {
  const { link } = renderMail(deps, {
    template: 'reset_password',
    locale: 'en',
    params: { token: 'abc' },
  })
  expect(link).toBe('https://aetherflow.example/en/reset-password#abc')
})

test('escapes whatever got into a mail', () => {
  const { html } = renderMail(deps, {
    template: 'verify_email',
    locale: 'en',
    params: { token: '"><script>alert(1)</script>&' },
  })
  expect(html).not.toContain('<script>')
  expect(html).toContain('&quot;&gt;&lt;script&gt;')
  expect(html).toContain('&amp;')
})

test('mails something harmless for a template or parameters it does not know', () => {
  const { subject, link } = renderMail(deps, {
    template: 'constructor',
    locale: 'xx',
    params: null,
  })
  expect(subject).toBe(mailTexts.en.password_changed.subject)
  expect(link).toBeNull()
  const odd = renderMail(deps, {
    template: 'verify_email',
    locale: 'en',
    params: { token: { a: 1 } },
  })
  expect(odd.link).toBe('https://aetherflow.example/en/verify-email')
})
