'use client'
import { useSyncExternalStore } from 'react'

/**
 * What stands behind the # of the address: a mailed token travels there, because no server is told it.
 * Undefined while the page is not yet alive in a browser.
 */
export function useFragment(): string | undefined {
  return useSyncExternalStore(subscribe, read, unknown)
}

/** Takes a used token out of the address bar and the history. */
export function clearFragment(): void {
  history.replaceState(null, '', `${location.pathname}${location.search}`)
}

function subscribe(changed: () => void): () => void {
  window.addEventListener('hashchange', changed)
  return () => window.removeEventListener('hashchange', changed)
}
const read = () => location.hash.slice(1)
const unknown = () => undefined
