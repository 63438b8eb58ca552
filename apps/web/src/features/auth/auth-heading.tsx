'use client'
import { type ReactNode, useEffect, useRef } from 'react'

type Props = {
  title: ReactNode
  lead?: ReactNode
  /** For a step that replaces another: the focus goes here, so that it is read out. */
  arriving?: boolean
}

export function AuthHeading({ title, lead, arriving = false }: Props) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (arriving) heading.current?.focus()
  }, [arriving])
  return (
    <header className="grid gap-2">
      <h1
        ref={heading}
        tabIndex={arriving ? -1 : undefined}
        className="display text-2xl outline-none"
      >
        {title}
      </h1>
      {lead && <div className="text-base text-ink-2">{lead}</div>}
    </header>
  )
}
