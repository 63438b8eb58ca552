import { buttonClass } from '@aetherflow/ui/button-class'
import { useTranslations } from 'next-intl'
import { Link } from '../../i18n/navigation.ts'
import { routes } from '../../routes.ts'
import { SampleReceipt } from './sample-receipt.tsx'

export function Hero({ isSignedIn }: { isSignedIn: boolean }) {
  const t = useTranslations('landing.hero')
  return (
    <section className="grid items-end gap-10 pt-8 pb-10 lg:grid-cols-[1.05fr_0.95fr] lg:gap-14 lg:pt-14">
      <div className="grid gap-5">
        <h1 className="display text-display">{t('title')}</h1>
        <p className="max-w-[44ch] text-lg text-ink-2">{t('lead')}</p>
        <div className="flex flex-wrap gap-2 pt-2">
          <Link
            href={isSignedIn ? routes.studio : routes.signUp}
            className={buttonClass({ variant: 'primary', size: 'touch' })}
          >
            {t('create')}
          </Link>
          <Link
            href={
              isSignedIn ? routes.provide : { pathname: routes.signUp, query: { for: 'provide' } }
            }
            className={buttonClass({ variant: 'quiet', size: 'touch' })}
          >
            {t('provide')}
          </Link>
        </div>
      </div>
      <SampleReceipt />
    </section>
  )
}
