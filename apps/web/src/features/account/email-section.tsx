'use client'
import { Button } from '@aetherflow/ui/button'
import { Section } from '@aetherflow/ui/section'
import { StatusDot } from '@aetherflow/ui/status-dot'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTRPC } from '../../trpc/client.tsx'
import { DemoMailNote } from '../auth/demo-mail-note.tsx'
import { ApiError } from '../errors/api-error.tsx'

type Props = { email: string; isVerified: boolean; isDemo: boolean }

export function EmailSection({ email, isVerified, isDemo }: Props) {
  const t = useTranslations('account.email')
  const resending = useMutation(useTRPC().identity.resendVerification.mutationOptions())
  return (
    <Section id="email" title={t('title')}>
      <p className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <span className="min-w-0 font-semibold break-all">{email}</span>
        <StatusDot tone={isVerified ? 'ok' : 'warn'}>
          {isVerified ? t('confirmed') : t('unconfirmed')}
        </StatusDot>
      </p>
      {!isVerified && (
        <div className="grid gap-3">
          <p className="text-ink-2">{t('why')}</p>
          {resending.error && <ApiError error={resending.error} />}
          <Button
            className="justify-self-start"
            onClick={() => resending.mutate()}
            loading={resending.isPending}
            loadingText={t('sending')}
          >
            {t('again')}
          </Button>
          <output className="block text-ink-2">{resending.isSuccess ? t('sent') : ''}</output>
          {isDemo && <DemoMailNote email={email} />}
        </div>
      )}
    </Section>
  )
}
