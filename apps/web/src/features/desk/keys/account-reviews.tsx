'use client'
import type { AccountReview } from '@aetherflow/api/gateway/desk-schemas'
import type { Column } from '@aetherflow/ui/data-table'
import { StatusDot } from '@aetherflow/ui/status-dot'
import { useTranslations } from 'next-intl'
import { useTRPC, useTRPCClient } from '../../../trpc/client.tsx'
import { At, PersonLink } from '../cells.tsx'
import { PagedTable } from '../paged-table.tsx'
import { ReasonDialog } from '../reason-dialog.tsx'

type Props = {
  /** Null for all of them. */
  state: AccountReview['state'] | null
}

/** One vendor account that two owners offer: both are paused until somebody has looked. */
export function AccountReviews({ state }: Props) {
  const t = useTranslations('desk.keys')
  const trpc = useTRPC()
  const client = useTRPCClient()
  const columns = useColumns()
  return (
    <PagedTable<AccountReview>
      caption={t('reviews')}
      columns={columns}
      rowKey={({ id }) => id}
      cursorOf={({ id }) => id}
      queryKey={[...trpc.admin.accountReviews.pathKey(), state]}
      load={async (before, signal) => {
        const page = await client.admin.accountReviews.query(
          { state, ...(before === null ? {} : { before }) },
          { signal },
        )
        return { rows: page.reviews, more: page.more }
      }}
      empty={t('noReviews')}
    />
  )
}

const tones = { open: 'warn', cleared: 'ok', refused: 'bad' } as const

function useColumns(): Column<AccountReview>[] {
  const t = useTranslations('desk.keys')
  return [
    { key: 'at', header: t('opened'), cell: ({ openedAt }) => <At at={openedAt} /> },
    {
      key: 'upstream',
      header: t('upstream'),
      lead: true,
      cell: ({ upstreamName }) => upstreamName,
    },
    {
      key: 'owners',
      header: t('owners'),
      cell: ({ resources }) => (
        <ul className="grid gap-1">
          {resources.map(({ resourceId, name, ownerId, email }) => (
            <li key={resourceId}>
              <PersonLink person={{ id: ownerId, email }} />{' '}
              <span className="text-sm text-ink-2">{name}</span>
            </li>
          ))}
        </ul>
      ),
    },
    {
      key: 'state',
      header: t('state'),
      cell: ({ state, note }) => (
        <span className="grid gap-0.5">
          <StatusDot tone={tones[state]}>{t(`review.${state}`)}</StatusDot>
          {note !== '' && <span className="text-xs text-ink-2">{note}</span>}
        </span>
      ),
    },
    {
      key: 'action',
      header: t('action'),
      align: 'end',
      cell: (review) => (review.state === 'open' ? <Decide review={review} /> : null),
    },
  ]
}

function Decide({ review }: { review: AccountReview }) {
  const t = useTranslations('desk.keys')
  const client = useTRPCClient()
  const { id: reviewId, upstreamName: vendor } = review
  return (
    <span className="inline-flex flex-wrap justify-end gap-1">
      {(['cleared', 'refused'] as const).map((decision) => (
        <ReasonDialog
          key={decision}
          action={t(`decide.${decision}.action`)}
          title={t(`decide.${decision}.title`, { vendor })}
          text={t(`decide.${decision}.text`)}
          confirm={t(`decide.${decision}.action`)}
          done={t(`decide.${decision}.done`)}
          variant={decision === 'refused' ? 'danger' : 'primary'}
          size="dense"
          content={`${reviewId} ${decision}`}
          act={(request) =>
            client.admin.decideAccountReview.mutate({ ...request, reviewId, decision })
          }
        />
      ))}
    </span>
  )
}
