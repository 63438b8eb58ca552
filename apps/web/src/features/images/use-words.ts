'use client'
import { useTranslations } from 'next-intl'
import type { Words } from './tile-state.ts'

/** States and waits in words: "3 ahead · about 20 s". */
export function useWords() {
  const t = useTranslations('runs')
  const reason = useReason()
  const time = useRoughTime()
  const state = (words: Words) => {
    switch (words.key) {
      case 'ahead':
        return t('state.ahead', { ahead: words.ahead })
      case 'waitsFor':
        return t('state.waitsFor', { reason: reason(words.reason) })
      case 'sending':
      case 'queued':
      case 'assigned':
      case 'generating':
      case 'long':
        return t(`state.${words.key}`)
    }
  }
  return (words: Words, seconds: number | null) =>
    seconds === null ? state(words) : `${state(words)} · ${t('about', { time: time(seconds) })}`
}

/** "20 s", "2 min": as exact as an estimate may be. */
export function useRoughTime(): (seconds: number) => string {
  const t = useTranslations('runs')
  return (seconds) =>
    seconds < 100
      ? t('seconds', { count: seconds })
      : t('minutes', { count: Math.round(seconds / 60) })
}

/** Why a resource cannot take a task; an unknown code says only that none is free. */
export function useReason(): (code: string) => string {
  const t = useTranslations('runs')
  return (code) => {
    const key = `reason.${code}` as 'reason.NO_CANDIDATE'
    return t.has(key) ? t(key) : t('reasonOther')
  }
}
