import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

/** What is wrong with a field, in one line under it; `alert` where nothing around it is announced already. */
export function ProblemLine({ alert = false, children }: { alert?: boolean; children: ReactNode }) {
  return (
    <p role={alert ? 'alert' : undefined} className="flex items-start gap-1.5 text-sm text-bad">
      <CircleAlert aria-hidden className="mt-0.5 size-4 flex-none" />
      <span>{children}</span>
    </p>
  )
}
