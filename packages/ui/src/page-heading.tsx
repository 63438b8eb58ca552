import type { ReactNode } from 'react'

type Props = { title: ReactNode; lead?: ReactNode; actions?: ReactNode }

/** The first line of a page: best a sentence that says how things stand. */
export function PageHeading({ title, lead, actions }: Props) {
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-8 gap-y-4">
      <div className="grid gap-2">
        <h1 className="display text-2xl">{title}</h1>
        {lead && <p className="max-w-reading text-base text-ink-2">{lead}</p>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  )
}
