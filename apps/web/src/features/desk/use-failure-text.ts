'use client'
import { useTranslations } from 'next-intl'

type Translate = { (key: string): string; has: (key: string) => boolean }

/** Why something was not carried out, in words; the code itself where there are none, such as a gateway's. */
export function useFailureText(): (failure: string) => string {
  // Codes come at run time, so next-intl's checked keys cannot be used here.
  const t = useTranslations('desk.failure') as unknown as Translate
  return (failure) => (/^[A-Z_]+$/.test(failure) && t.has(failure) ? t(failure) : failure)
}
