import { providerMonthInput } from '@aetherflow/api/wallet/statement-schemas'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { requireViewer } from '../../../../../../auth/require-viewer.ts'
import { MonthPaper } from '../../../../../../features/receipts/month-paper.tsx'
import { readDeps } from '../../../../../../server/deps-slot.ts'
import { prefetched } from '../../../../../../trpc/prefetched.ts'
import { serverCaller } from '../../../../../../trpc/server-caller.ts'

type Props = { params: Promise<{ month: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('earnings'))('title') }
}

export default async function EarningsMonthPage({ params }: Props) {
  const { role } = await requireViewer()
  const asked = providerMonthInput.safeParse({ month: (await params).month })
  if (role !== 'provider' || !asked.success) notFound()
  const caller = await serverCaller()
  const [month, { email }, catalogue] = await Promise.all([
    caller.wallet.providerMonth(asked.data),
    caller.identity.profile(),
    prefetched(caller.gateway.catalogue()),
  ])
  const models = (catalogue?.upstreams ?? []).flatMap((upstream) => upstream.models)
  return (
    <MonthPaper
      month={month}
      models={Object.fromEntries(models.map(({ id, name }) => [id, name]))}
      account={email}
      isDemo={readDeps().mode !== 'production'}
    />
  )
}
