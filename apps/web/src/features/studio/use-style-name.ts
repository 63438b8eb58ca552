'use client'
import { useTranslations } from 'next-intl'

/** A style preset in words; one that is newer than our words keeps the vendor's. */
export function useStyleName(): (preset: string) => string {
  const t = useTranslations('studio.styles')
  return (preset) => {
    const key = preset as 'anime'
    return t.has(key) ? t(key) : preset
  }
}
