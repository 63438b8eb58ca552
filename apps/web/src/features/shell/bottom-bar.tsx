'use client'
import { useTranslations } from 'next-intl'
import { Link, usePathname } from '../../i18n/navigation.ts'
import { bottomItems, isHere } from './navigation-items.ts'
import type { Viewer } from './viewer.ts'

/** The phone's four places, within reach of a thumb. */
export function BottomBar({ role }: { role: Viewer['role'] }) {
  const t = useTranslations('shell.nav')
  const pathname = usePathname()
  return (
    <nav
      aria-label={t('label')}
      className="fixed inset-x-0 bottom-0 z-30 grid grid-cols-4 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] sm:hidden"
    >
      {bottomItems(role).map((item) => (
        <Link
          key={item.name}
          href={item.href}
          aria-current={isHere(item, pathname) ? 'page' : undefined}
          className="grid h-14 place-content-center justify-items-center gap-0.5 text-xs text-ink-2 aria-[current=page]:font-semibold aria-[current=page]:text-flow"
        >
          <item.icon aria-hidden />
          {t(item.name)}
        </Link>
      ))}
    </nav>
  )
}
