import { userInput } from '@aetherflow/api/admin/user-schemas'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { requireAdmin } from '../../../../../../features/desk/require-admin.ts'
import { UserPage } from '../../../../../../features/desk/users/user-page.tsx'
import { PageBody } from '../../../../../../features/shell/page-body.tsx'
import { orNotFound } from '../../../../../../trpc/or-not-found.ts'
import { serverCaller } from '../../../../../../trpc/server-caller.ts'

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('desk.nav'))('users') }
}

/** One person: balances, statement, orders, disputes, and what was done about them. */
export default async function DeskUserPage({ params }: Props) {
  await requireAdmin()
  const asked = userInput.safeParse({ userId: (await params).id })
  if (!asked.success) notFound()
  const caller = await serverCaller()
  return (
    <PageBody>
      <UserPage initial={await orNotFound(caller.admin.user(asked.data))} />
    </PageBody>
  )
}
