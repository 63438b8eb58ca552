'use client'
import { type RecoveryCodes, type TotpInvitation, totpCode } from '@aetherflow/api/identity/schemas'
import { Button } from '@aetherflow/ui/button'
import { CopyButton } from '@aetherflow/ui/copy-button'
import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { useForm } from 'react-hook-form'
import { z } from 'zod'
import { useTRPC } from '../../trpc/client.tsx'
import { CodeField } from '../auth/code-field.tsx'
import { ApiError } from '../errors/api-error.tsx'
import { readApiError } from '../errors/read-api-error.ts'
import { QrCode } from './qr-code.tsx'

type Props = {
  invitation: TotpInvitation
  cancel: () => void
  confirmed: (codes: RecoveryCodes) => void
}

// Apps show the digits in two groups.
const schema = z.strictObject({
  code: z
    .string()
    .transform((text) => text.replaceAll(/\s/g, ''))
    .pipe(totpCode),
})

/** The seed for the authenticator, and its first code back. */
export function SecondFactorScan({ invitation, cancel, confirmed }: Props) {
  const t = useTranslations('account.secondFactor')
  const common = useTranslations('common')
  const { register, handleSubmit, formState, setError, setFocus } = useForm({
    resolver: zodResolver(schema),
    defaultValues: { code: '' },
  })
  const confirming = useMutation(useTRPC().identity.confirmTotp.mutationOptions())
  useEffect(() => setFocus('code'), [setFocus])
  const submit = handleSubmit(async (fields) => {
    try {
      confirmed(await confirming.mutateAsync(fields))
    } catch (error) {
      const { code } = readApiError(error)
      if (code === 'CODE_WRONG') setError('code', { type: code }, { shouldFocus: true })
    }
  })
  const isOther = confirming.error && readApiError(confirming.error).code !== 'CODE_WRONG'
  const grouped = invitation.secret.replaceAll(/(.{4})(?=.)/g, '$1 ')
  return (
    <div className="grid gap-5 sm:grid-cols-[auto_minmax(0,25rem)] sm:items-start">
      <QrCode text={invitation.uri} label={t('qr')} />
      <form
        method="post"
        noValidate
        onSubmit={(event) => void submit(event)}
        className="grid gap-4"
      >
        <div className="grid gap-1">
          <p className="font-semibold">{t('scanTitle')}</p>
          <p className="text-ink-2">{t('scanText')}</p>
        </div>
        <div className="grid gap-1">
          <p className="text-sm text-ink-2">{t('type')}</p>
          <p className="flex flex-wrap items-center gap-2">
            <code className="font-mono text-sm break-words select-all">{grouped}</code>
            <CopyButton
              text={invitation.secret}
              label={common('copy')}
              copiedLabel={common('copied')}
            />
          </p>
        </div>
        <CodeField
          registration={register('code')}
          error={formState.errors.code}
          allowsRecovery={false}
        />
        {isOther && <ApiError error={confirming.error} />}
        <div className="flex flex-wrap gap-2">
          <Button type="submit" loading={formState.isSubmitting} loadingText={t('working')}>
            {t('confirm')}
          </Button>
          <Button variant="quiet" onClick={cancel}>
            {common('cancel')}
          </Button>
        </div>
      </form>
    </div>
  )
}
