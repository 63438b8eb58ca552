'use client'
import { Moment } from '../../components/moment.tsx'
import { Link } from '../../i18n/navigation.ts'
import { routes } from '../../routes.ts'

/** A moment as a table's cell. */
export function At({ at }: { at: Date | null }) {
  return (
    <span className="num text-sm whitespace-nowrap text-ink-2">
      {at === null ? '–' : <Moment at={at} />}
    </span>
  )
}

/** A person as a link to their page at the desk. */
export function PersonLink({ person }: { person: { id: string; email: string } | null }) {
  if (person === null) return <span className="text-ink-2">–</span>
  return (
    <Link href={routes.deskUser(person.id)} className="link break-words">
      <Email>{person.email}</Email>
    </Link>
  )
}

/** An address that may be broken after its at sign, and only there while that is enough. */
export function Email({ children }: { children: string }) {
  const at = children.lastIndexOf('@') + 1
  return (
    <>
      {children.slice(0, at)}
      <wbr />
      {children.slice(at)}
    </>
  )
}

type CodeProps = {
  children: string | null
  /** In one line wherever a table has columns. */
  whole?: boolean
}

/** An id that is read aloud or pasted elsewhere. */
export function Code({ children, whole = false }: CodeProps) {
  const wrapping = whole ? 'wrap-anywhere sm:whitespace-nowrap' : 'wrap-anywhere'
  return <code className={`font-mono text-xs text-ink-2 ${wrapping}`}>{children ?? '–'}</code>
}
