import { useTranslations } from 'next-intl'
import { CreditAmount } from '../../components/credit-amount.tsx'
import { Link } from '../../i18n/navigation.ts'
import { routes } from '../../routes.ts'

/** What can be spent now, always in view, one press from the wallet. */
export function BalanceChip({ available }: { available: bigint }) {
  const t = useTranslations('shell')
  return (
    <Link
      href={routes.wallet}
      className="inline-flex h-dense flex-none items-center rounded-control bg-foam px-3 text-ink"
    >
      <span className="sr-only">{t('balance')}: </span>
      <CreditAmount value={available} />
    </Link>
  )
}
