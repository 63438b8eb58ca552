'use client'
import { useTranslations } from 'next-intl'
import { readApiError } from './read-api-error.ts'

type ErrorText = { code: string; what: string; money: string | null; advice: string | null }

type Translate = {
  (key: string, values?: Record<string, string | number>): string
  has: (key: string) => boolean
}

/** Turns what a call threw into sentences: what happened, the money, what to do, the reference. */
export function useErrorText(): (error: unknown) => ErrorText & { id: string | null } {
  const t: unknown = useTranslations('errors')
  return (error) => {
    const { code, params, requestId } = readApiError(error)
    return { ...sentences(t as Translate, 'api', code, params), id: requestId }
  }
}

/** The same for the code that a failed task carries. */
export function useTaskErrorText(): (code: string) => ErrorText {
  const t: unknown = useTranslations('errors')
  return (code) => sentences(t as Translate, 'task', code, {})
}

// Codes come at run time, so next-intl's checked keys cannot be used here; a test compares the lists.
function sentences(
  t: Translate,
  group: 'api' | 'task',
  code: string,
  params: Record<string, unknown>,
): ErrorText {
  const path = t.has(`${group}.${code}.what`) ? `${group}.${code}` : 'api.INTERNAL'
  const values = {
    minutes: Math.max(1, Math.ceil(Number(params.retryAfterSeconds ?? 0) / 60)),
    ...Object.fromEntries(
      Object.entries(params).map(([name, value]) => [
        name,
        typeof value === 'number' ? value : String(value),
      ]),
    ),
  }
  const text = (part: string) => (t.has(`${path}.${part}`) ? t(`${path}.${part}`, values) : null)
  return { code, what: text('what') ?? code, money: text('money'), advice: text('advice') }
}
