import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { DeskHome } from '../../../../features/desk/desk-home.tsx'
import { requireAdmin } from '../../../../features/desk/require-admin.ts'
import { PageBody } from '../../../../features/shell/page-body.tsx'
import { prefetched } from '../../../../trpc/prefetched.ts'
import { serverCaller } from '../../../../trpc/server-caller.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('desk'))('page') }
}

/** What waits for an admin, and whether the books are right. */
export default async function DeskPage() {
  await requireAdmin()
  const caller = await serverCaller()
  return (
    <PageBody>
      <DeskHome initial={await prefetched(caller.admin.overview())} />
    </PageBody>
  )
}
