'use client'
import { Button } from '@aetherflow/ui/button'
import { Callout } from '@aetherflow/ui/callout'
import { Checkbox } from '@aetherflow/ui/checkbox'
import { PageHeading } from '@aetherflow/ui/page-heading'
import { useMutation } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { useRouter } from '../../i18n/navigation.ts'
import { routes } from '../../routes.ts'
import { useTRPC } from '../../trpc/client.tsx'
import { ApiError } from '../errors/api-error.tsx'

type Props = {
  termsVersion: string
  /** Whether an older version was accepted before. */
  renewed: boolean
  emailVerified: boolean
  commissionBps: number | undefined
}

const points = ['earn', 'mature', 'keys', 'yours', 'stop'] as const

/** The terms in five plain points, and the one step that makes a provider. */
export function BecomeProvider({ termsVersion, renewed, emailVerified, commissionBps }: Props) {
  const t = useTranslations('provide.become')
  const format = useFormatter()
  const router = useRouter()
  const [accepted, setAccepted] = useState(false)
  const [strict, setStrict] = useState(false)
  const become = useMutation({
    ...useTRPC().identity.becomeProvider.mutationOptions(),
    onSuccess: () => {
      // The frame and every page read the new role.
      router.push(renewed ? routes.provide : routes.provideNew)
      router.refresh()
    },
  })
  const commission = format.number((commissionBps ?? 2000) / 10_000, {
    style: 'percent',
    maximumFractionDigits: 2,
  })
  const submit = () => {
    setStrict(true)
    if (accepted) become.mutate({ termsVersion })
  }
  return (
    <>
      <PageHeading title={t(renewed ? 'titleRenewed' : 'title')} lead={t('lead')} />
      {!emailVerified && <ConfirmFirst />}
      <section aria-label={t('terms')} className="grid gap-5">
        <dl className="grid border-t border-line">
          {points.map((point) => (
            <div
              key={point}
              className="grid gap-1 border-b border-line py-3 sm:grid-cols-[11rem_1fr] sm:gap-6"
            >
              <dt className="font-semibold">{t(`point.${point}.name`)}</dt>
              <dd className="text-ink-2">{t(`point.${point}.text`, { commission })}</dd>
            </div>
          ))}
        </dl>
        <div className="grid gap-1">
          <Checkbox
            label={t('accept', { version: termsVersion })}
            checked={accepted}
            onChange={setAccepted}
            required
          />
          {strict && !accepted && (
            <p role="alert" className="text-sm text-bad">
              {t('acceptFirst')}
            </p>
          )}
        </div>
        {become.error !== null && <ApiError error={become.error} />}
        <div>
          <Button
            variant="primary"
            size="touch"
            disabled={!emailVerified}
            loading={become.isPending || become.isSuccess}
            onClick={submit}
          >
            {t('submit')}
          </Button>
        </div>
      </section>
    </>
  )
}

function ConfirmFirst() {
  const t = useTranslations('provide.become')
  const resend = useMutation(useTRPC().identity.resendVerification.mutationOptions())
  return (
    <>
      <Callout
        tone="warn"
        title={t('confirmTitle')}
        action={
          <Button
            loading={resend.isPending}
            disabled={resend.isSuccess}
            onClick={() => resend.mutate()}
          >
            {t(resend.isSuccess ? 'sent' : 'resend')}
          </Button>
        }
      >
        {t('confirmText')}
      </Callout>
      {resend.error !== null && <ApiError error={resend.error} />}
    </>
  )
}
