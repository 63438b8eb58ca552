import { Picture } from '@aetherflow/ui/picture'
import { Receipt } from '@aetherflow/ui/receipt'
import { useTranslations } from 'next-intl'
import { CreditAmount } from '../../components/credit-amount.tsx'

const pictures = ['/assets/sample-1.svg', '/assets/sample-2.svg', '/assets/sample-3.svg']

/** What a person gets and where their credits go: three pictures and the slip that belongs to them. */
export function SampleReceipt() {
  const t = useTranslations('landing.receipt')
  return (
    <figure className="grid gap-1.5">
      <div className="grid grid-cols-3 gap-1.5">
        {pictures.map((src) => (
          <Picture
            key={src}
            src={src}
            alt=""
            width={400}
            height={400}
            className="aspect-square w-full rounded-image object-cover"
          />
        ))}
      </div>
      <Receipt
        title={t('item')}
        total={<CreditAmount value={900n} />}
        lines={[
          { name: t('provider'), amount: <CreditAmount value={720n} /> },
          { name: t('platform'), amount: <CreditAmount value={180n} /> },
        ]}
        foot={t('foot')}
      />
      <figcaption className="text-xs text-ink-2">{t('caption')}</figcaption>
    </figure>
  )
}
