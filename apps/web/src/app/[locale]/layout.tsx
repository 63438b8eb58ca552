import { fontFiles } from '@aetherflow/ui/font-files'
import type { Metadata, Viewport } from 'next'
import { hasLocale } from 'next-intl'
import { getTranslations, setRequestLocale } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { connection } from 'next/server'
import type { ReactNode } from 'react'
import { preload } from 'react-dom'
import { SkipLink } from '../../components/skip-link.tsx'
import { ClientMessages } from '../../i18n/client-messages.tsx'
import { languageTag, routing } from '../../i18n/routing.ts'
import { TimeZoneCookie } from '../../i18n/time-zone-cookie.tsx'
import { readTheme } from '../../theme/read-theme.ts'
import '../globals.css'

type Props = { children: ReactNode; params: Promise<{ locale: string }> }

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fcfaf7' },
    { media: '(prefers-color-scheme: dark)', color: '#0b1418' },
  ],
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('common')
  return {
    title: { default: `${t('product')} · ${t('tagline')}`, template: `%s · ${t('product')}` },
  }
}

/** Every page is made per request: a nonce cannot be in a page that was made before. */
export default async function LocaleLayout({ children, params }: Props) {
  const { locale } = await params
  if (!hasLocale(routing.locales, locale)) notFound()
  setRequestLocale(locale)
  await connection()
  for (const file of fontFiles)
    preload(file, { as: 'font', type: 'font/woff2', crossOrigin: 'anonymous' })
  const [t, theme] = await Promise.all([getTranslations('common'), readTheme()])
  return (
    <html
      lang={languageTag[locale]}
      data-theme={theme === 'system' ? undefined : theme}
      suppressHydrationWarning
    >
      <body className="min-h-dvh">
        <SkipLink text={t('skip')} />
        <ClientMessages namespaces={[]}>
          <TimeZoneCookie />
          {children}
        </ClientMessages>
      </body>
    </html>
  )
}
