import { expect, test } from 'vitest'
import { mailTexts } from './mail-texts.ts'
import { renderMail } from './render-mail.ts'

const deps = { publicUrl: 'https://aetherflow.example' }
const templates = Object.keys(mailTexts.en)

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

test('links to the dispute that it is about', () => {
  const params = { id: '0199aa00-0000-7000-8000-000000000001' }
  const { link } = renderMail(deps, { template: 'dispute_refunded', locale: 'zh-CN', params })
  expect(link).toBe(`https://aetherflow.example/zh/disputes/${params.id}`)
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

test('writes figures into the sentence that has a place for them', () => {
  const params = { left: '4.20', mark: '5.00' }
  const { text, link } = renderMail(deps, { template: 'low_balance', locale: 'en', params })
  expect(text).toContain('You have 4.20 credits left, fewer than the 5.00')
  expect(link).toBe('https://aetherflow.example/en/wallet')
  const zh = renderMail(deps, { template: 'low_balance', locale: 'zh-CN', params })
  expect(zh.text).toContain('还剩 4.20 积分')
})
