'use client'
import type { DepositPolicyRow } from '@aetherflow/api/gateway/desk-schemas'
import { Button } from '@aetherflow/ui/button'
import { type Column, DataTable } from '@aetherflow/ui/data-table'
import { SkeletonRows } from '@aetherflow/ui/skeleton'
import { StatusDot } from '@aetherflow/ui/status-dot'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTRPC, useTRPCClient } from '../../../trpc/client.tsx'
import { ApiError } from '../../errors/api-error.tsx'
import { At } from '../cells.tsx'
import { ReasonDialog } from '../reason-dialog.tsx'

/** For which vendors keys may be deposited, and why; switched with a reason. */
export function DepositPolicies() {
  const t = useTranslations('desk.keys')
  const common = useTranslations('common')
  const trpc = useTRPC()
  const columns = useColumns()
  const { data, error, refetch } = useQuery(trpc.admin.depositPolicies.queryOptions())
  if (data !== undefined)
    return (
      <DataTable
        caption={t('policies')}
        columns={columns}
        rows={data.upstreams}
        rowKey={({ id }) => id}
      />
    )
  const again = <Button onClick={() => void refetch()}>{common('retry')}</Button>
  return error === null ? (
    <SkeletonRows label={common('loading')} />
  ) : (
    <ApiError error={error} action={again} />
  )
}

function useColumns(): Column<DepositPolicyRow>[] {
  const t = useTranslations('desk.keys')
  return [
    { key: 'upstream', header: t('upstream'), lead: true, cell: ({ name }) => name },
    {
      key: 'state',
      header: t('state'),
      cell: ({ open }) => (
        <StatusDot tone={open ? 'ok' : 'quiet'}>{t(open ? 'open' : 'closed')}</StatusDot>
      ),
    },
    {
      key: 'why',
      header: t('why'),
      cell: ({ reason }) => <span className="break-words">{reason === '' ? '–' : reason}</span>,
    },
    { key: 'since', header: t('since'), cell: ({ changedAt }) => <At at={changedAt} /> },
    {
      key: 'resources',
      header: t('deposited'),
      align: 'end',
      cell: ({ resources }) => <span className="num">{resources}</span>,
    },
    {
      key: 'action',
      header: t('action'),
      align: 'end',
      cell: (policy) => <SwitchPolicy policy={policy} />,
    },
  ]
}

function SwitchPolicy({ policy }: { policy: DepositPolicyRow }) {
  const t = useTranslations('desk.keys')
  const client = useTRPCClient()
  const { id: upstreamId, name, open } = policy
  const to = open ? 'close' : 'reopen'
  return (
    <ReasonDialog
      action={t(`${to}.action`)}
      title={t(`${to}.title`, { name })}
      text={t(`${to}.text`)}
      confirm={t(`${to}.action`)}
      done={t(`${to}.done`, { name })}
      variant={open ? 'danger' : 'primary'}
      size="dense"
      content={`${upstreamId} ${String(!open)}`}
      act={(request) =>
        client.admin.setDepositPolicy.mutate({ ...request, upstreamId, open: !open })
      }
    />
  )
}
