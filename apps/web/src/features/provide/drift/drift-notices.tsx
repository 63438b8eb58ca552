'use client'
import { formatUpstreamCredits, upstreamCreditE4 } from '@aetherflow/db/quantities'
import { Callout } from '@aetherflow/ui/callout'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Moment } from '../../../components/moment.tsx'
import { Link } from '../../../i18n/navigation.ts'
import { routes } from '../../../routes.ts'
import { useTRPC } from '../../../trpc/client.tsx'

/** What was spent on the viewer's keys and not by us, above their list; nothing where there is nothing. */
export function DriftNotices() {
  const t = useTranslations('provide.drift')
  const trpc = useTRPC()
  const { data } = useQuery({ ...trpc.gateway.driftNotices.queryOptions(), staleTime: 60_000 })
  const foreign = data?.notices.filter(({ kind }) => kind === 'foreign') ?? []
  if (foreign.length === 0) return null
  return (
    <Callout tone="warn" title={t('noticeTitle')}>
      <ul className="grid gap-1">
        {foreign.map((notice) => (
          <li key={notice.id}>
            {t.rich('notice', {
              name: () => (
                <Link href={`${routes.resource(notice.resourceId)}#drift`} className="link">
                  {notice.resourceName}
                </Link>
              ),
              amount: formatUpstreamCredits(upstreamCreditE4(notice.amountE4)),
              since: () => <Moment at={notice.since} />,
            })}
          </li>
        ))}
      </ul>
    </Callout>
  )
}
