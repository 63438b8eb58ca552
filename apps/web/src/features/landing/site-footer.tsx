import { Flowline } from '@aetherflow/ui/flowline'
import { useTranslations } from 'next-intl'

export function SiteFooter() {
  const t = useTranslations('landing.footer')
  const common = useTranslations('common')
  return (
    <footer className="mx-auto max-w-content px-5 pb-10 sm:px-8">
      <Flowline className="opacity-50" />
      <div className="flex flex-wrap justify-between gap-4 pt-4 text-sm text-ink-2">
        <span>
          {common('product')} · {common('tagline')}
        </span>
        <span>{t('licence')}</span>
      </div>
    </footer>
  )
}
