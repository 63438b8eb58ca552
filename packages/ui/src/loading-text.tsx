import { Flowline } from './flowline.tsx'

/** For waits of more than a second: a sentence instead of a spinner. */
export function LoadingText({ children }: { children: string }) {
  return (
    <div aria-live="polite" className="grid max-w-60 gap-2 text-ink-2">
      <Flowline moving />
      <span>{children}</span>
    </div>
  )
}
