import type { ReactNode } from 'react'

/** The measure of an ordinary signed-in page; the studio goes without it, to the edges. */
export function PageBody({ children, narrow = false }: { children: ReactNode; narrow?: boolean }) {
  return (
    <div
      className={`grid gap-8 px-4 py-6 sm:px-8 sm:py-7 ${narrow ? 'max-w-reading' : 'max-w-content'}`}
    >
      {children}
    </div>
  )
}
