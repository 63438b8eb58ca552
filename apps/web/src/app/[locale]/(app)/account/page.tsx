import { Callout } from '@aetherflow/ui/callout'
import { PageHeading } from '@aetherflow/ui/page-heading'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { requireViewer } from '../../../../auth/require-viewer.ts'
import { EmailSection } from '../../../../features/account/email-section.tsx'
import { LimitsSection } from '../../../../features/account/limits-section.tsx'
import { LeaveSection } from '../../../../features/account/leave-section.tsx'
import { PasswordSection } from '../../../../features/account/password-section.tsx'
import { PreferencesSection } from '../../../../features/account/preferences-section.tsx'
import { ProfileSection } from '../../../../features/account/profile-section.tsx'
import { RoleSection } from '../../../../features/account/role-section.tsx'
import { SecondFactorSection } from '../../../../features/account/second-factor-section.tsx'
import { SessionsSection } from '../../../../features/account/sessions-section.tsx'
import { PageBody } from '../../../../features/shell/page-body.tsx'
import { ClientMessages } from '../../../../i18n/client-messages.tsx'
import { readDeps } from '../../../../server/deps-slot.ts'
import { readTheme } from '../../../../theme/read-theme.ts'
import { prefetched } from '../../../../trpc/prefetched.ts'
import { serverCaller } from '../../../../trpc/server-caller.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('account'))('title') }
}

export default async function AccountPage() {
  await requireViewer()
  const [t, theme, caller] = await Promise.all([
    getTranslations('account'),
    readTheme(),
    serverCaller(),
  ])
  const [profile, sessions, secondFactor, limits] = await Promise.all([
    caller.identity.profile(),
    prefetched(caller.identity.sessions()),
    prefetched(caller.identity.secondFactor()),
    prefetched(caller.wallet.limits()),
  ])
  return (
    <ClientMessages namespaces={['account', 'auth', 'limits', 'errors']}>
      <PageBody narrow>
        <PageHeading title={t('title')} lead={t('lead')} />
        {profile.status === 'frozen' && (
          <Callout tone="warn" title={t('frozenTitle')}>
            {t('frozenText')}
          </Callout>
        )}
        <EmailSection
          email={profile.email}
          isVerified={profile.emailVerified}
          isDemo={readDeps().mode !== 'production'}
        />
        <ProfileSection displayName={profile.displayName} />
        <PreferencesSection locale={profile.locale} theme={theme} />
        <LimitsSection initial={limits} />
        <RoleSection profile={profile} />
        <PasswordSection email={profile.email} />
        <SecondFactorSection email={profile.email} initial={secondFactor} />
        <SessionsSection initial={sessions} />
        <LeaveSection />
      </PageBody>
    </ClientMessages>
  )
}
