'use client'
import { useTimeZone } from 'next-intl'
import { useEffect } from 'react'
import { useRouter } from './navigation.ts'

/** Tells the server the browser's time zone once, and redraws the times that were shown in another. */
export function TimeZoneCookie() {
  const shown = useTimeZone()
  const router = useRouter()
  useEffect(() => {
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone
    if (!own || own === shown || document.cookie.includes(`time-zone=${encodeURIComponent(own)}`))
      return
    document.cookie = `time-zone=${encodeURIComponent(own)}; path=/; max-age=31536000; samesite=lax`
    router.refresh()
  }, [shown, router])
  return null
}
