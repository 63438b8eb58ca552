import type { Deps } from '../../deps.ts'
import { mailTexts } from './mail-texts.ts'

export type MailTemplate =
  | 'verify_email'
  | 'reset_password'
  | 'already_registered'
  | 'password_changed'
  | 'second_factor_on'
  | 'second_factor_off'
  | 'recovery_code_used'
  | 'dispute_opened'
  | 'dispute_refunded'
  | 'dispute_compensated'
  | 'dispute_rejected'
  | 'dispute_under_review'
  | 'dispute_cost_you'
  | 'dispute_cost_nothing'
  | 'low_balance'
  | 'key_drift'
export type MailRow = { template: string; locale: string; params: unknown }
export type RenderedMail = { subject: string; text: string; html: string; link: string | null }

const paths: Record<MailTemplate, string | null> = {
  verify_email: '/verify-email',
  reset_password: '/reset-password',
  already_registered: '/sign-in',
  password_changed: null,
  second_factor_on: '/account',
  second_factor_off: '/account',
  recovery_code_used: '/account',
  dispute_opened: '/disputes/:id',
  dispute_refunded: '/disputes/:id',
  dispute_compensated: '/disputes/:id',
  dispute_rejected: '/disputes/:id',
  dispute_under_review: '/provide/disputes',
  dispute_cost_you: '/provide/disputes',
  dispute_cost_nothing: '/provide/disputes',
  low_balance: '/wallet',
  key_drift: '/provide',
}

/** A queued row as a mail in the recipient's language. The link's token travels in the fragment, so that no server logs it. */
export function renderMail(deps: Pick<Deps, 'publicUrl'>, row: MailRow): RenderedMail {
  const template = isTemplate(row.template) ? row.template : 'password_changed'
  const locale = row.locale === 'zh-CN' ? 'zh' : 'en'
  const text = mailTexts[locale][template]
  const path = paths[template]?.replace(':id', textOf(row.params, 'id') ?? '') ?? null
  const token = textOf(row.params, 'token')
  const link =
    path === null ? null : `${deps.publicUrl}/${locale}${path}${token === null ? '' : `#${token}`}`
  const lines = [
    filled(text.greeting, row.params),
    '',
    text.body,
    ...(link === null ? [] : ['', link]),
    '',
    text.footer,
  ]
  return { subject: text.subject, text: lines.join('\n'), html: htmlOf(lines, link), link }
}

function isTemplate(name: string): name is MailTemplate {
  return Object.hasOwn(paths, name)
}

/** A figure in a sentence stands as `{name}`. */
function filled(sentence: string, params: unknown): string {
  return sentence.replaceAll(/\{(\w+)\}/g, (_, name: string) => textOf(params, name) ?? '')
}

function textOf(params: unknown, name: string): string | null {
  if (typeof params !== 'object' || params === null) return null
  const value: unknown = Reflect.get(params, name)
  return typeof value === 'string' ? value : null
}

function htmlOf(lines: string[], link: string | null): string {
  const paragraphs = lines
    .filter((line) => line !== '')
    .map((line) => {
      const safe = escapeHtml(line)
      return line === link ? `<p><a href="${safe}">${safe}</a></p>` : `<p>${safe}</p>`
    })
  return `<!doctype html><html><body style="font:16px/1.6 sans-serif;color:#12303a">${paragraphs.join('')}</body></html>`
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
