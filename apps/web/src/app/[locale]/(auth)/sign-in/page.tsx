import { Callout } from '@aetherflow/ui/callout'
import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { readActor } from '../../../../auth/read-viewer.ts'
import { AuthHeading } from '../../../../features/auth/auth-heading.tsx'
import { callbackPath } from '../../../../features/auth/callback-path.ts'
import { SignInForm } from '../../../../features/auth/sign-in-form.tsx'
import { problemOfCode } from '../../../../features/auth/sign-in-outcome.ts'
import { getPathname, Link, redirect } from '../../../../i18n/navigation.ts'
import { routes } from '../../../../routes.ts'
import { readDeps } from '../../../../server/deps-slot.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('auth.signIn'))('title') }
}

export default async function SignInPage({ searchParams }: Props) {
  const { mode, publicUrl } = readDeps()
  const [t, locale, actor, query] = await Promise.all([
    getTranslations('auth'),
    getLocale(),
    readActor(),
    searchParams,
  ])
  const path = callbackPath(query.callbackUrl, publicUrl)
  if (actor !== null) redirect({ href: path, locale })
  const isSentHere = path !== routes.studio
  return (
    <>
      <AuthHeading
        title={t('signIn.title')}
        lead={isSentHere ? t('signIn.continue') : t('signIn.lead')}
      />
      {mode === 'demo' && <Callout title={t('demo.title')}>{t('demo.logins')}</Callout>}
      <SignInForm
        target={getPathname({ href: path, locale })}
        problem={problemOfCode(query.error)}
      />
      <p className="text-ink-2">
        {t('signIn.new')}{' '}
        <Link href={routes.signUp} className="link">
          {t('signIn.create')}
        </Link>
      </p>
    </>
  )
}
