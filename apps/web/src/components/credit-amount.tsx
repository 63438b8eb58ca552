import { Credits } from '@aetherflow/ui/credits'
import { useTranslations } from 'next-intl'

type Props = {
  /** Hundredths of a credit. */
  value: bigint
  sign?: boolean
  whole?: boolean
  held?: boolean
  className?: string
}

/** Credits with their unit in the reader's language; works on the server and in the browser. */
export function CreditAmount(props: Props) {
  const t = useTranslations('common')
  return <Credits {...props} unit={t('credits')} />
}
