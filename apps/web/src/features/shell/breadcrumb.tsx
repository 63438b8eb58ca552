'use client'
import { useTranslations } from 'next-intl'
import { Link, usePathname } from '../../i18n/navigation.ts'
import { routes } from '../../routes.ts'

const names = [
  'studio',
  'history',
  'runs',
  'tasks',
  'wallet',
  'orders',
  'provide',
  'new',
  'earnings',
  'account',
  'disputes',
  'desk',
  'keys',
  'users',
  'approvals',
  'transfers',
  'audit',
] as const
type Name = (typeof names)[number]

/** Segments that are no page of their own lead to the page that lists them. */
const listedAt: Partial<Record<Name, string>> = {
  runs: '/studio',
  tasks: '/history',
  orders: '/wallet',
}

export function Breadcrumb() {
  const t = useTranslations('shell.crumbs')
  const segments = usePathname().split('/').filter(Boolean)
  const crumbs = segments.map((segment, index) => {
    const name = names.find((candidate) => candidate === segment)
    const path = `/${segments.slice(0, index + 1).join('/')}`
    // The desk lists orders on a page of its own.
    const atDesk = path === routes.deskOrders
    const href = (name && !atDesk && listedAt[name]) || path
    return {
      text: atDesk ? t('deskOrders') : name ? t(name) : `…${segment.slice(-8)}`,
      href,
      isId: !name,
      last: index === segments.length - 1,
    }
  })
  return (
    <nav aria-label={t('label')} className="min-w-0">
      <ol className="flex items-center gap-2 truncate">
        {crumbs.map((crumb) => (
          <li
            key={crumb.href + crumb.text}
            className="flex min-w-0 items-center gap-2 not-last:after:text-ink-2 not-last:after:content-['/']"
          >
            {crumb.last ? (
              <span
                aria-current="page"
                className={crumb.isId ? 'num truncate text-sm' : 'truncate font-semibold'}
              >
                {crumb.text}
              </span>
            ) : (
              <Link href={crumb.href} className="link">
                {crumb.text}
              </Link>
            )}
          </li>
        ))}
      </ol>
    </nav>
  )
}
