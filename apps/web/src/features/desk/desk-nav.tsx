'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { Link, usePathname } from '../../i18n/navigation.ts'
import { routes } from '../../routes.ts'

const places = [
  ['overview', routes.desk],
  ['disputes', routes.deskDisputes],
  ['orders', routes.deskOrders],
  ['approvals', routes.deskApprovals],
  ['keys', routes.deskKeys],
  ['users', routes.deskUsers],
  ['transfers', routes.deskTransfers],
  ['audit', routes.deskAudit],
] as const

/** The desk's own places; the row scrolls on a phone. */
export function DeskNav() {
  const t = useTranslations('desk.nav')
  const pathname = usePathname()
  const row = useRef<HTMLUListElement>(null)
  // On a phone the place may stand beyond the edge.
  useEffect(() => {
    row.current
      ?.querySelector('[aria-current]')
      ?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [pathname])
  const isHere = (href: string) =>
    href === routes.desk ? pathname === href : pathname === href || pathname.startsWith(`${href}/`)
  return (
    <nav aria-label={t('label')} className="overflow-x-auto border-b border-line px-4 sm:px-8">
      <ul ref={row} className="flex gap-5 whitespace-nowrap">
        {places.map(([name, href]) => (
          <li key={name}>
            <Link
              href={href}
              aria-current={isHere(href) ? 'page' : undefined}
              className="inline-flex h-touch items-center border-b-2 border-transparent text-ink-2 hover:text-ink aria-[current=page]:border-flow aria-[current=page]:font-semibold aria-[current=page]:text-ink"
            >
              {t(name)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
