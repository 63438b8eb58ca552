import type { ReactNode } from 'react'

type Props = {
  title: ReactNode
  id?: string
  aside?: ReactNode
  description?: ReactNode
  children: ReactNode
}

/** A part of a page: a heading over content, divided by a hairline instead of a card. */
export function Section({ title, id, aside, description, children }: Props) {
  return (
    <section
      aria-labelledby={id}
      className="grid gap-3 border-t border-line pt-5 first:border-0 first:pt-0"
    >
      <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h2 id={id} className="display text-lg">
          {title}
        </h2>
        {aside && <div className="flex flex-wrap items-center gap-2">{aside}</div>}
      </header>
      {description && <p className="max-w-reading text-ink-2">{description}</p>}
      {children}
    </section>
  )
}
