'use client'
import type { SecondFactor } from '@aetherflow/api/identity/schemas'
import { Button } from '@aetherflow/ui/button'
import { buttonClass } from '@aetherflow/ui/button-class'
import { StatusDot } from '@aetherflow/ui/status-dot'
import { useTranslations } from 'next-intl'
import { Link } from '../../i18n/navigation.ts'
import { routes } from '../../routes.ts'
import type { SecondFactorStep } from './second-factor-proof.tsx'

type Props = { factor: SecondFactor; start: (step: SecondFactorStep) => void }

/** Whether it is on, and what can be done about it. */
export function SecondFactorState({ factor, start }: Props) {
  const t = useTranslations('account.secondFactor')
  const { on, required, recoveryCodesLeft } = factor
  return (
    <div className="grid gap-3">
      <p className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <StatusDot tone={on ? 'ok' : required ? 'warn' : 'quiet'}>
          {on ? t('on') : t('off')}
        </StatusDot>
        {on && (
          <span className={recoveryCodesLeft < 3 ? 'text-warn' : 'text-ink-2'}>
            {t('codesLeft', { count: recoveryCodesLeft })}
          </span>
        )}
      </p>
      <div className="flex flex-wrap gap-2">
        {!on && <Button onClick={() => start('begin')}>{t('setUp')}</Button>}
        {on && required && (
          <Link href={routes.desk} className={buttonClass()}>
            {t('desk')}
          </Link>
        )}
        {on && <Button onClick={() => start('renew')}>{t('renew')}</Button>}
        {on && <Button onClick={() => start('begin')}>{t('replace')}</Button>}
        {on && !required && (
          <Button variant="danger" onClick={() => start('off')}>
            {t('turnOff')}
          </Button>
        )}
      </div>
    </div>
  )
}
