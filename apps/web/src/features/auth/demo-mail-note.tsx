import { buttonClass } from '@aetherflow/ui/button-class'
import { Callout } from '@aetherflow/ui/callout'
import { useTranslations } from 'next-intl'
import { Link } from '../../i18n/navigation.ts'
import { routes } from '../../routes.ts'

/** Where a demo's mails are, since none leaves it. */
export function DemoMailNote({ email, isNext = false }: { email?: string; isNext?: boolean }) {
  const t = useTranslations('auth.demo')
  return (
    <Callout tone="info" title={t('title')}>
      <p>{t('mail')}</p>
      <Link
        href={{ pathname: routes.outbox, query: email === undefined ? {} : { email } }}
        className={buttonClass({ variant: isNext ? 'primary' : 'default' }).concat(' mt-2.5')}
      >
        {t('open')}
      </Link>
    </Callout>
  )
}
