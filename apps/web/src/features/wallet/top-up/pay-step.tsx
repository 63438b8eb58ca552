'use client'
import type { OrderView } from '@aetherflow/api/wallet/schemas'
import { Button } from '@aetherflow/ui/button'
import { useTranslations } from 'next-intl'
import { CreditAmount } from '../../../components/credit-amount.tsx'
import { ApiError } from '../../errors/api-error.tsx'
import { useMoney } from '../use-money.ts'
import type { Currency } from './price-of-pack.ts'

type Props = {
  /** Null while the amount is not a valid one. */
  bill: { credits: bigint; amountMinor: number; currency: Currency } | null
  gateway: OrderView['gateway']
  busy: boolean
  error: unknown
  onPay: () => void
}

/** Step 3: what it costs, what arrives, and the one coral button of the page. */
export function PayStep({ bill, gateway, busy, error, onPay }: Props) {
  const t = useTranslations('wallet.topUp')
  const money = useMoney()
  return (
    <div className="grid content-start gap-3">
      <p className="text-sm font-semibold">{t('pay')}</p>
      <p className="grid gap-1" aria-live="polite">
        <span className="num text-xl">{bill === null ? '–' : money(bill, 'code')}</span>
        <span className="text-sm text-ink-2">
          {bill === null
            ? t('chooseAmount')
            : t.rich('arrives', { amount: () => <CreditAmount value={bill.credits} whole /> })}
        </span>
      </p>
      <Button
        variant="primary"
        size="touch"
        wide
        disabled={bill === null}
        loading={busy}
        loadingText={t('opening')}
        onClick={onPay}
      >
        {t('payAt', { gateway: t(`gateway.${gateway}`) })}
      </Button>
      <p className="text-xs text-ink-2">{t('promise')}</p>
      {error !== null && error !== undefined && <ApiError error={error} />}
    </div>
  )
}
