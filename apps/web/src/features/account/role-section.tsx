import type { Profile } from '@aetherflow/api/identity/schemas'
import { buttonClass } from '@aetherflow/ui/button-class'
import { Section } from '@aetherflow/ui/section'
import { useTranslations } from 'next-intl'
import { Link } from '../../i18n/navigation.ts'
import { routes } from '../../routes.ts'

/** What this account is for, and the way to the other side of the market. */
export function RoleSection({ profile }: { profile: Profile }) {
  const t = useTranslations('account.role')
  const { role, providerTermsVersion: version, emailVerified } = profile
  const text =
    role === 'provider' && version === null
      ? t('providerPlain')
      : t(role, { version: version ?? '' })
  return (
    <Section id="role" title={t('title')}>
      <p className="max-w-reading text-ink-2">{text}</p>
      {role === 'consumer' && !emailVerified && <p className="text-ink-2">{t('consumerLocked')}</p>}
      {role !== 'admin' && (
        <Link href={routes.provide} className={buttonClass().concat(' justify-self-start')}>
          {role === 'provider' ? t('providerAction') : t('consumerAction')}
        </Link>
      )}
    </Section>
  )
}
