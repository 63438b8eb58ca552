import type { ReactNode } from 'react'
import { type Tone, toneFill } from './tone.ts'

/** A state as a dot and a word: colour is never alone. */
export function StatusDot({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className="inline-flex items-baseline gap-2">
      <span
        aria-hidden
        className={`size-2 flex-none rounded-full forced-color-adjust-none ${toneFill[tone]}`}
      />
      <span className={tone === 'bad' ? 'text-bad' : undefined}>{children}</span>
    </span>
  )
}
