'use client'
import { Menu, MenuHeading, MenuItem, MenuLink, MenuSeparator } from '@aetherflow/ui/menu'
import { Flag, KeyRound, LogOut, UserRound } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { Link } from '../../i18n/navigation.ts'
import { routes } from '../../routes.ts'
import type { Theme } from '../../theme/theme.ts'
import { PhoneSettings } from './phone-settings.tsx'
import type { Viewer } from './viewer.ts'

/** The round initial: who is signed in, their account, the way out. */
export function ViewerMenu({ viewer, theme }: { viewer: Viewer; theme: Theme }) {
  const t = useTranslations('shell')
  const locale = useLocale()
  const leave = async () => {
    const { signOut } = await import('next-auth/react')
    await signOut({ callbackUrl: `/${locale}` })
  }
  const trigger = (
    <button
      type="button"
      aria-label={t('menu.label')}
      className="grid size-dense flex-none place-items-center rounded-full border border-line-strong bg-surface text-sm font-semibold hover:bg-sunken"
    >
      {(viewer.name.trim() || viewer.email).slice(0, 1).toUpperCase()}
    </button>
  )
  return (
    <Menu trigger={trigger}>
      <MenuHeading>
        <span className="block font-semibold text-ink">{viewer.name}</span>
        {viewer.email} · {t(`role.${viewer.role}`)}
      </MenuHeading>
      <MenuSeparator />
      <MenuLink render={<Link href={routes.account} />}>
        <UserRound aria-hidden />
        {t('menu.account')}
      </MenuLink>
      <MenuLink render={<Link href={routes.disputes} />}>
        <Flag aria-hidden />
        {t('menu.disputes')}
      </MenuLink>
      {viewer.role === 'consumer' && (
        <MenuLink render={<Link href={routes.provide} />}>
          <KeyRound aria-hidden />
          {t('menu.becomeProvider')}
        </MenuLink>
      )}
      <PhoneSettings initialTheme={theme} />
      <MenuItem onSelect={() => void leave()}>
        <LogOut aria-hidden />
        {t('menu.signOut')}
      </MenuItem>
    </Menu>
  )
}
