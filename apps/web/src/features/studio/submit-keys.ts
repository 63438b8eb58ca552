'use client'
import { useEffect, useSyncExternalStore } from 'react'

const never = () => () => {}
const isApple = () => /Mac|iPhone|iPad/.test(navigator.platform)

/** "⌘↵" or "Ctrl ↵", as the reader's keyboard has it. */
export function useSubmitKeysName(): string {
  return useSyncExternalStore(never, isApple, () => false) ? '⌘↵' : 'Ctrl ↵'
}

/** Submits on ⌘↵ or Ctrl+↵ from anywhere on the page. */
export function useSubmitKeys(submit: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey) || event.repeat) return
      event.preventDefault()
      submit()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [submit])
}
