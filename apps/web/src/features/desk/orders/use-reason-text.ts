'use client'
import { useTranslations } from 'next-intl'

type Translate = { (key: string): string; has: (key: string) => boolean }

/** Why a payment does not fit, in words; the code itself where there are none yet. */
export function useReasonText(): (reason: string) => string {
  // Codes come at run time, so next-intl's checked keys cannot be used here.
  const t = useTranslations('desk.incidents.why') as unknown as Translate
  return (reason) => (t.has(reason) ? t(reason) : reason)
}
