import { PageHeading } from '@aetherflow/ui/page-heading'
import { Section } from '@aetherflow/ui/section'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { AccountReviews } from '../../../../../features/desk/keys/account-reviews.tsx'
import { DepositPolicies } from '../../../../../features/desk/keys/deposit-policies.tsx'
import { requireAdmin } from '../../../../../features/desk/require-admin.ts'
import { PageBody } from '../../../../../features/shell/page-body.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('desk.nav'))('keys') }
}

/** Whose keys may be offered: accounts that two owners share, and what each vendor's terms allow. */
export default async function DeskKeysPage() {
  await requireAdmin()
  const t = await getTranslations('desk')
  return (
    <PageBody>
      <PageHeading title={t('nav.keys')} lead={t('keys.lead')} />
      <Section id="reviews" title={t('keys.reviews')} description={t('keys.reviewsText')}>
        <AccountReviews state="open" />
      </Section>
      <Section id="policies" title={t('keys.policies')} description={t('keys.policiesText')}>
        <DepositPolicies />
      </Section>
      <Section id="all" title={t('keys.decided')}>
        <AccountReviews state={null} />
      </Section>
    </PageBody>
  )
}
