'use client'
import type { LimitsView } from '@aetherflow/api/wallet/limits-schemas'
import { buttonClass } from '@aetherflow/ui/button-class'
import { Callout } from '@aetherflow/ui/callout'
import { useTranslations } from 'next-intl'
import { CreditAmount } from '../../components/credit-amount.tsx'
import { Link } from '../../i18n/navigation.ts'
import { routes } from '../../routes.ts'
import { useBalances } from '../wallet/use-balances.ts'
import { lowBalance } from './low-balance.ts'
import { useLimits } from './use-limits.ts'

type Props = {
  initial: LimitsView | undefined
  /** Where the wallet is not on the page already. */
  withTopUp?: boolean
}

/** Said where credits are spent and where they are bought, while fewer are left than the owner's mark. */
export function LowBalanceNote({ initial, withTopUp = false }: Props) {
  const t = useTranslations('limits.low')
  const low = lowBalance(useBalances(undefined).data, useLimits(initial).data)
  if (low === null) return null
  return (
    <Callout
      tone="info"
      title={t.rich('title', { left: () => <CreditAmount value={low.left} /> })}
      action={
        withTopUp && (
          <Link href={routes.wallet} className={buttonClass({ size: 'dense' })}>
            {t('topUp')}
          </Link>
        )
      }
    >
      {t.rich('text', {
        mark: () => <CreditAmount value={low.mark} />,
        settings: (words) => (
          <Link href={`${routes.account}#limits`} className="link">
            {words}
          </Link>
        ),
      })}
    </Callout>
  )
}
