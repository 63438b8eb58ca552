'use client'
import { Button } from '@aetherflow/ui/button'
import { buttonClass } from '@aetherflow/ui/button-class'
import { Callout } from '@aetherflow/ui/callout'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Link } from '../../i18n/navigation.ts'
import { routes } from '../../routes.ts'
import { useTRPC } from '../../trpc/client.tsx'
import { ApiError } from '../errors/api-error.tsx'
import { AuthHeading } from './auth-heading.tsx'
import { DemoMailNote } from './demo-mail-note.tsx'

type Props = {
  /** Nobody brought a link, as against one that does not work. */
  isEmpty: boolean
  isSignedIn: boolean
  isDemo: boolean
}

export function VerifyProblem({ isEmpty, isSignedIn, isDemo }: Props) {
  const t = useTranslations('auth.verify')
  const resending = useMutation(useTRPC().identity.resendVerification.mutationOptions())
  return (
    <>
      <AuthHeading
        arriving
        title={isEmpty ? t('emptyTitle') : t('badTitle')}
        lead={isEmpty ? t('emptyText') : t('badText')}
      />
      {resending.error && <ApiError error={resending.error} />}
      {isSignedIn ? (
        <Button
          size="touch"
          variant={resending.isSuccess ? 'default' : 'primary'}
          onClick={() => resending.mutate()}
          loading={resending.isPending}
        >
          {t('again')}
        </Button>
      ) : (
        <Link
          href={{ pathname: routes.signIn, query: { callbackUrl: routes.account } }}
          className={buttonClass({ variant: 'primary', size: 'touch', wide: true })}
        >
          {t('againSignedOut')}
        </Link>
      )}
      <output className="block">
        {resending.isSuccess && <Callout tone="ok">{t('sent')}</Callout>}
      </output>
      {resending.isSuccess && isDemo && <DemoMailNote isNext />}
    </>
  )
}
