import { disputeInput } from '@aetherflow/api/disputes/schemas'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { CasePage } from '../../../../../../features/desk/disputes/case-page.tsx'
import { requireAdmin } from '../../../../../../features/desk/require-admin.ts'
import { PageBody } from '../../../../../../features/shell/page-body.tsx'
import { orNotFound } from '../../../../../../trpc/or-not-found.ts'
import { serverCaller } from '../../../../../../trpc/server-caller.ts'

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('desk.case'))('page') }
}

/** A dispute with everything that a decision needs, on one screen. */
export default async function DeskDisputePage({ params }: Props) {
  await requireAdmin()
  const asked = disputeInput.safeParse({ disputeId: (await params).id })
  if (!asked.success) notFound()
  const caller = await serverCaller()
  return (
    <PageBody>
      <CasePage initial={await orNotFound(caller.admin.dispute(asked.data))} />
    </PageBody>
  )
}
