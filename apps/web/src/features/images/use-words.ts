'use client'
import { useTranslations } from 'next-intl'
import type { Wait, Words } from './tile-state.ts'

const MINUTES_FROM = 100
const WIDE = 4

/** States and waits in words: "3rd in line · about 8–15 s". */
export function useWords() {
  const t = useTranslations('runs')
  const reason = useReason()
  const time = useRoughTime()
  const state = (words: Words) => {
    switch (words.key) {
      case 'ahead':
        return t('state.ahead', { ahead: words.ahead, place: words.ahead + 1 })
      case 'waitsFor':
        return t('state.waitsFor', { reason: reason(words.reason) })
      case 'sending':
      case 'queued':
      case 'seeking':
      case 'assigned':
      case 'assignedElsewhere':
      case 'generating':
      case 'generatingElsewhere':
      case 'long':
        return t(`state.${words.key}`)
    }
  }
  return (words: Words, wait: Wait | null) => {
    if (wait === null) return state(words)
    const [from, to] = [time(wait.from), time(wait.to)]
    // "About 1–20 s" would say less than its end alone.
    const isWide = wait.to >= wait.from * WIDE
    const about = isWide ? t('within', { time: to }) : t('aboutRange', rangeOf(wait, from, to))
    return `${state(words)} · ${from === to ? t('about', { time: to }) : about}`
  }
}

/** "8–15 s" rather than "8 s–15 s", where both are seconds. */
function rangeOf(wait: Wait, from: string, to: string): { from: string; to: string } {
  return { from: wait.to < MINUTES_FROM ? String(wait.from) : from, to }
}

/** "20 s", "2 min": as exact as an estimate may be. */
export function useRoughTime(): (seconds: number) => string {
  const t = useTranslations('runs')
  return (seconds) =>
    seconds < MINUTES_FROM
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
