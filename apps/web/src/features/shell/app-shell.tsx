import { Toaster } from '@aetherflow/ui/toaster'
import { getTranslations } from 'next-intl/server'
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { LocaleSwitch } from '../../components/locale-switch.tsx'
import { ClientMessages } from '../../i18n/client-messages.tsx'
import { readTheme } from '../../theme/read-theme.ts'
import { ThemeSwitch } from '../../theme/theme-switch.tsx'
import { BottomBar } from './bottom-bar.tsx'
import { Breadcrumb } from './breadcrumb.tsx'
import { Rail } from './rail.tsx'
import { railCookie } from './rail-cookie.ts'
import type { Viewer } from './viewer.ts'
import { ViewerMenu } from './viewer-menu.tsx'

type Props = {
  viewer: Viewer
  /** The balance chip: a live client component of the wallet. */
  balance: ReactNode
  children: ReactNode
}

/** The frame of every signed-in page: rail, top bar, and on a phone the bottom bar. */
export async function AppShell({ viewer, balance, children }: Props) {
  const [t, theme, store] = await Promise.all([getTranslations('common'), readTheme(), cookies()])
  return (
    <ClientMessages namespaces={['shell']}>
      <div className="flex min-h-dvh">
        <Rail initiallyOpen={store.get(railCookie)?.value === 'open'} role={viewer.role} />
        <div className="flex min-w-0 flex-1 flex-col">
          <header className="sticky top-0 z-20 flex h-14 items-center gap-1 border-b border-line bg-bg px-4 sm:h-12 sm:gap-2 sm:px-5">
            <div className="min-w-0 flex-1">
              <Breadcrumb />
            </div>
            {balance}
            <span className="hidden items-center sm:flex">
              <LocaleSwitch />
              <ThemeSwitch initial={theme} />
            </span>
            <ViewerMenu viewer={viewer} theme={theme} />
          </header>
          <main id="content" className="flex-1 pb-16 sm:pb-0">
            {children}
          </main>
        </div>
      </div>
      <BottomBar role={viewer.role} />
      <Toaster label={t('notices')} />
    </ClientMessages>
  )
}
