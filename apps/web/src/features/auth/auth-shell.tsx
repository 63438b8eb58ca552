import { Picture } from '@aetherflow/ui/picture'
import { Receipt } from '@aetherflow/ui/receipt'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { CreditAmount } from '../../components/credit-amount.tsx'
import { LocaleSwitch } from '../../components/locale-switch.tsx'
import { Wordmark } from '../../components/wordmark.tsx'
import { Link } from '../../i18n/navigation.ts'
import { routes } from '../../routes.ts'
import { readTheme } from '../../theme/read-theme.ts'
import { ThemeSwitch } from '../../theme/theme-switch.tsx'

/** One column of 400 px; beside it, where there is room, one picture with its receipt. */
export async function AuthShell({ children }: { children: ReactNode }) {
  const [t, theme] = await Promise.all([getTranslations('auth.aside'), readTheme()])
  return (
    <div className="grid min-h-dvh lg:grid-cols-2">
      <div className="grid grid-rows-[auto_1fr]">
        <header className="flex h-16 items-center gap-1 px-5 sm:px-8">
          <Link href={routes.home} className="mr-auto rounded-control">
            <Wordmark />
          </Link>
          <LocaleSwitch />
          <ThemeSwitch initial={theme} />
        </header>
        <main
          id="content"
          className="mx-auto grid w-full max-w-[25rem] content-start gap-6 px-5 pt-8 pb-16 sm:px-0 lg:content-center lg:pt-0 lg:pb-32"
        >
          {children}
        </main>
      </div>
      <aside className="hidden place-items-center border-l border-line bg-sunken p-12 lg:grid">
        <figure className="grid w-full max-w-md gap-1.5">
          <Picture
            src="/assets/sample-2.svg"
            alt=""
            width={400}
            height={400}
            className="aspect-[4/3] w-full rounded-image object-cover"
          />
          <Receipt
            title={t('item')}
            total={<CreditAmount value={300n} />}
            lines={[
              { name: t('provider'), amount: <CreditAmount value={240n} /> },
              { name: t('platform'), amount: <CreditAmount value={60n} /> },
            ]}
            foot={t('foot')}
          />
          <figcaption className="text-xs text-ink-2">{t('caption')}</figcaption>
        </figure>
      </aside>
    </div>
  )
}
