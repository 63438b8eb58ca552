'use client'
import { buttonClass } from '@aetherflow/ui/button-class'
import { Flowline } from '@aetherflow/ui/flowline'
import { useTranslations } from 'next-intl'
import { CreditAmount } from '../../components/credit-amount.tsx'
import { Link } from '../../i18n/navigation.ts'
import { routes } from '../../routes.ts'
import { AuthHeading } from './auth-heading.tsx'

type Props = {
  email: string
  /** Credited just now, in hundredths; 0 when it had been before. */
  bonus: bigint
  isSignedIn: boolean
  /** How long a bonus lasts. */
  days: number | undefined
}

export function VerifiedEmail({ email, bonus, isSignedIn, days }: Props) {
  const t = useTranslations('auth.verify')
  const text = days === undefined ? t('bonusTextShort', { email }) : t('bonusText', { email, days })
  const action = isSignedIn ? t('create') : bonus > 0n ? t('signIn') : t('signInPlain')
  return (
    <>
      <AuthHeading arriving title={bonus > 0n ? t('bonusTitle') : t('doneTitle')} />
      {bonus > 0n && (
        <div className="grid gap-2">
          <CreditAmount value={bonus} sign className="text-3xl font-semibold" />
          <Flowline />
        </div>
      )}
      <p className="text-base text-ink-2">{bonus > 0n ? text : t('doneText', { email })}</p>
      <Link
        href={
          isSignedIn
            ? routes.studio
            : { pathname: routes.signIn, query: { callbackUrl: routes.studio } }
        }
        className={buttonClass({ variant: 'primary', size: 'touch', wide: true })}
      >
        {action}
      </Link>
    </>
  )
}
