import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { readActor } from '../../../../auth/read-viewer.ts'
import { CreditAmount } from '../../../../components/credit-amount.tsx'
import { AuthHeading } from '../../../../features/auth/auth-heading.tsx'
import { SignUpForm } from '../../../../features/auth/sign-up-form.tsx'
import { Link, redirect } from '../../../../i18n/navigation.ts'
import { routes } from '../../../../routes.ts'
import { readDeps } from '../../../../server/deps-slot.ts'
import { serverCaller } from '../../../../trpc/server-caller.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('auth.signUp'))('title') }
}

export default async function SignUpPage({ searchParams }: Props) {
  const [t, locale, actor, query, caller] = await Promise.all([
    getTranslations('auth.signUp'),
    getLocale(),
    readActor(),
    searchParams,
    serverCaller(),
  ])
  const isProvider = query.for === 'provide'
  const next = isProvider ? routes.provide : routes.studio
  // Who has just signed up stays on "check your mail" when the page is drawn again.
  if (actor?.emailVerified === true) redirect({ href: next, locale })
  const grant = await caller.wallet.starterGrant().catch(() => null)
  const heading = (
    <AuthHeading
      title={t('title')}
      lead={
        <>
          <p>{isProvider ? t('provideLead') : t('lead')}</p>
          {grant && (
            <p className="mt-3 border-l-2 border-flow pl-3 text-ink">
              {t.rich('bonus', {
                amount: () => <CreditAmount value={grant.amount} whole className="font-semibold" />,
                days: grant.validDays,
              })}
            </p>
          )}
        </>
      }
    />
  )
  const footer = (
    <p className="text-ink-2">
      {t('have')}{' '}
      <Link
        href={{ pathname: routes.signIn, query: isProvider ? { callbackUrl: next } : {} }}
        className="link"
      >
        {t('signIn')}
      </Link>
    </p>
  )
  return (
    <SignUpForm
      heading={heading}
      footer={footer}
      grant={grant}
      isDemo={readDeps().mode !== 'production'}
      next={next}
    />
  )
}
