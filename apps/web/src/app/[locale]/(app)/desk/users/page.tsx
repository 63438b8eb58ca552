import { PageHeading } from '@aetherflow/ui/page-heading'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { UserList } from '../../../../../features/desk/users/user-list.tsx'
import { requireAdmin } from '../../../../../features/desk/require-admin.ts'
import { PageBody } from '../../../../../features/shell/page-body.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('desk.nav'))('users') }
}

/** Everybody, by id or address. */
export default async function DeskUsersPage() {
  await requireAdmin()
  const t = await getTranslations('desk')
  return (
    <PageBody>
      <PageHeading title={t('nav.users')} lead={t('users.lead')} />
      <UserList />
    </PageBody>
  )
}
