'use client'
import { Button } from '@aetherflow/ui/button'
import { buttonClass } from '@aetherflow/ui/button-class'
import { Printer } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Link } from '../../i18n/navigation.ts'

type Props = {
  title: string
  /** Below the title: the number or the month. */
  about: ReactNode
  back: { href: string; text: string }
  isDemo: boolean
  /** For tables with many columns. */
  wide?: boolean
  children: ReactNode
}

/** One sheet to be kept: plain, light when printed, with nothing of the app around it. */
export function Paper({ title, about, back, isDemo, wide = false, children }: Props) {
  const t = useTranslations('receipts')
  const common = useTranslations('common')
  return (
    <div
      className={`mx-auto grid gap-8 px-4 py-6 sm:px-8 sm:py-10 print:max-w-none print:p-0 ${wide ? 'max-w-[60rem]' : 'max-w-reading'}`}
    >
      <div className="flex flex-wrap gap-2 print:hidden">
        <Button onClick={() => window.print()}>
          <Printer aria-hidden className="size-4" />
          {t('print')}
        </Button>
        <Link href={back.href} className={buttonClass({ variant: 'quiet' })}>
          {back.text}
        </Link>
      </div>
      <main id="content" className="grid gap-6">
        <header className="flex flex-wrap items-start justify-between gap-x-8 gap-y-3 border-b border-line-strong pb-5">
          <div className="grid gap-1">
            <h1 className="display text-2xl">{title}</h1>
            <p className="text-ink-2">{about}</p>
          </div>
          <p className="display text-lg">{common('product')}</p>
        </header>
        {isDemo && <p className="text-sm font-semibold text-warn">{t('demo')}</p>}
        {children}
        <footer className="border-t border-line pt-4 text-xs text-ink-2">{t('note')}</footer>
      </main>
    </div>
  )
}
