'use client'
import { useEffect } from 'react'
import { useRouter } from '../../i18n/navigation.ts'

const owners =
  'input, textarea, select, [role="tablist"], [role="dialog"], [role="menu"], [contenteditable]'

/** ← and → lead to the neighbours, unless something on the page uses these keys itself. */
export function useNeighbourKeys(previous: string | null, next: string | null): void {
  const router = useRouter()
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (
        event.defaultPrevented ||
        event.altKey ||
        event.ctrlKey ||
        event.metaKey ||
        event.shiftKey
      )
        return
      if (event.target instanceof Element && event.target.closest(owners) !== null) return
      if (document.querySelector('.yarl__portal') !== null) return
      const to = event.key === 'ArrowLeft' ? previous : event.key === 'ArrowRight' ? next : null
      if (to !== null) router.replace(to)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [previous, next, router])
}
