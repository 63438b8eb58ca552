import { ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'

/** A question with its answer, or settings that few need; native details, so it works without script. */
export function Disclosure({
  summary,
  children,
  open,
}: {
  summary: ReactNode
  children: ReactNode
  open?: boolean
}) {
  return (
    <details open={open} className="group border-b border-line">
      <summary className="flex min-h-touch list-none items-center justify-between gap-4 py-2 font-semibold">
        {summary}
        <ChevronDown
          aria-hidden
          className="text-ink-2 transition-transform duration-160 group-open:rotate-180"
        />
      </summary>
      <div className="max-w-reading pb-4 text-ink-2">{children}</div>
    </details>
  )
}
