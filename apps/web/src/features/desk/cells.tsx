'use client'
import { Moment } from '../../components/moment.tsx'
import { Link } from '../../i18n/navigation.ts'
import { routes } from '../../routes.ts'

/** A moment as a table's cell. */
export function At({ at }: { at: Date | null }) {
  return <span className="num text-sm text-ink-2">{at === null ? '–' : <Moment at={at} />}</span>
}

/** A person as a link to their page at the desk. */
export function PersonLink({ person }: { person: { id: string; email: string } | null }) {
  if (person === null) return <span className="text-ink-2">–</span>
  return (
    <Link href={routes.deskUser(person.id)} className="link break-all">
      {person.email}
    </Link>
  )
}

/** An id that is read aloud or pasted elsewhere. */
export function Code({ children }: { children: string | null }) {
  return <code className="font-mono text-xs break-all text-ink-2">{children ?? '–'}</code>
}
