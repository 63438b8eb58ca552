'use client'
import { PanelLeftClose, PanelLeftOpen } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Link, usePathname } from '../../i18n/navigation.ts'
import { isHere, railItems } from './navigation-items.ts'
import { railCookie } from './rail-cookie.ts'
import type { Viewer } from './viewer.ts'

const itemClass =
  'flex h-10 items-center gap-3 overflow-hidden rounded-control px-2.5 whitespace-nowrap text-ink-2 transition-colors duration-160 hover:bg-sunken hover:text-ink aria-[current=page]:bg-foam aria-[current=page]:text-flow'

/** 56 px of icons; opened, 216 px with names. The choice is remembered. */
export function Rail({ initiallyOpen, role }: { initiallyOpen: boolean; role: Viewer['role'] }) {
  const t = useTranslations('shell')
  const pathname = usePathname()
  const [open, setOpen] = useState(initiallyOpen)
  const toggle = () => {
    document.cookie = `${railCookie}=${open ? 'closed' : 'open'}; path=/; max-age=31536000; samesite=lax`
    setOpen(!open)
  }
  const Toggle = open ? PanelLeftClose : PanelLeftOpen
  const toggleText = t(open ? 'rail.collapse' : 'rail.expand')
  return (
    <nav
      aria-label={t('nav.label')}
      className={`sticky top-0 hidden h-dvh flex-none flex-col gap-1.5 border-r border-line p-2 transition-[width] duration-240 ease-tide sm:flex ${open ? 'w-54' : 'w-14'}`}
    >
      {railItems(role).map((item) => (
        <Link
          key={item.name}
          href={item.href}
          aria-current={isHere(item, pathname) ? 'page' : undefined}
          title={open ? undefined : t(`nav.${item.name}`)}
          className={itemClass}
        >
          <item.icon aria-hidden />
          <span className={open ? undefined : 'sr-only'}>{t(`nav.${item.name}`)}</span>
        </Link>
      ))}
      <button
        type="button"
        onClick={toggle}
        aria-expanded={open}
        title={open ? undefined : toggleText}
        className={`${itemClass} mt-auto`}
      >
        <Toggle aria-hidden />
        <span className={open ? undefined : 'sr-only'}>{toggleText}</span>
      </button>
    </nav>
  )
}
