'use client'
import type { ChargebackView } from '@aetherflow/api/admin/order-schemas'
import type { Column } from '@aetherflow/ui/data-table'
import { StatusDot } from '@aetherflow/ui/status-dot'
import { useTranslations } from 'next-intl'
import type { Tone } from '../../../components/tone.ts'
import { CreditAmount } from '../../../components/credit-amount.tsx'
import { Link } from '../../../i18n/navigation.ts'
import { routes } from '../../../routes.ts'
import { useTRPC, useTRPCClient } from '../../../trpc/client.tsx'
import { At, PersonLink } from '../cells.tsx'
import { PagedTable } from '../paged-table.tsx'
import { useMinor } from '../use-minor.ts'

const tones: Record<ChargebackView['state'], Tone> = {
  opened: 'warn',
  debited: 'bad',
  won: 'ok',
  lost: 'quiet',
}

/** Payments that a buyer's bank took back. */
export function ChargebackList() {
  const t = useTranslations('desk.chargebacks')
  const trpc = useTRPC()
  const client = useTRPCClient()
  const columns = useChargebackColumns()
  return (
    <PagedTable<ChargebackView>
      caption={t('title')}
      columns={columns}
      rowKey={({ id }) => id}
      cursorOf={({ id }) => id}
      queryKey={trpc.admin.chargebacks.pathKey()}
      load={async (before, signal) => {
        const page = await client.admin.chargebacks.query(before === null ? {} : { before }, {
          signal,
        })
        return { rows: page.chargebacks, more: page.more }
      }}
      empty={t('empty')}
    />
  )
}

/** The columns in which the desk shows chargebacks. */
export function useChargebackColumns(): Column<ChargebackView>[] {
  const t = useTranslations('desk.chargebacks')
  const minor = useMinor()
  return [
    { key: 'at', header: t('at'), cell: (row) => <At at={row.createdAt} /> },
    {
      key: 'order',
      header: t('order'),
      lead: true,
      cell: (row) => (
        <Link href={routes.deskOrder(row.orderId)} className="link">
          {minor(row.amountMinor, row.currency)}
        </Link>
      ),
    },
    { key: 'buyer', header: t('buyer'), cell: (row) => <PersonLink person={row.user} /> },
    {
      key: 'taken',
      header: t('taken'),
      align: 'end',
      cell: (row) => <CreditAmount value={row.taken} />,
    },
    {
      key: 'owed',
      header: t('owed'),
      align: 'end',
      cell: (row) => <CreditAmount value={row.owed} />,
    },
    {
      key: 'state',
      header: t('state'),
      cell: (row) => <StatusDot tone={tones[row.state]}>{t(`states.${row.state}`)}</StatusDot>,
    },
  ]
}
