'use client'
import type { StarterGrant } from '@aetherflow/api/wallet/schemas'
import { Button } from '@aetherflow/ui/button'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { CreditAmount } from '../../components/credit-amount.tsx'
import { Link } from '../../i18n/navigation.ts'
import { ApiError } from '../errors/api-error.tsx'
import { AuthHeading } from './auth-heading.tsx'
import { DemoMailNote } from './demo-mail-note.tsx'

type Props = {
  email: string
  grant: StarterGrant
  isDemo: boolean
  /** Where to look around meanwhile. */
  next: string
  onAgain: () => Promise<unknown>
  onOther: () => void
}

/** After signing up: the mail is the next step, and everything that helps when it does not come. */
export function MailSent({ email, grant, isDemo, next, onAgain, onOther }: Props) {
  const t = useTranslations('auth.sent')
  const again = useMutation({ mutationFn: onAgain })
  return (
    <>
      <AuthHeading
        arriving
        title={t('title')}
        lead={t.rich('text', { address: () => <b className="text-ink">{email}</b> })}
      />
      {grant && (
        <p className="text-base">
          {t.rich('bonus', { amount: () => <CreditAmount value={grant.amount} /> })}
        </p>
      )}
      {isDemo && <DemoMailNote email={email} isNext />}
      {again.error && <ApiError error={again.error} />}
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => again.mutate()} loading={again.isPending} loadingText={t('sending')}>
          {t('again')}
        </Button>
        <Button variant="quiet" onClick={onOther}>
          {t('other')}
        </Button>
      </div>
      <output className="block text-ink-2">{again.isSuccess ? t('sentAgain') : ''}</output>
      <p>
        <Link href={next} className="link">
          {t('look')}
        </Link>
      </p>
    </>
  )
}
