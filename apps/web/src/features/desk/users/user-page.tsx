'use client'
import type { UserDetail } from '@aetherflow/api/admin/user-schemas'
import { DataTable } from '@aetherflow/ui/data-table'
import { Facts } from '@aetherflow/ui/facts'
import { PageHeading } from '@aetherflow/ui/page-heading'
import { Section } from '@aetherflow/ui/section'
import { StatusDot } from '@aetherflow/ui/status-dot'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { CreditAmount } from '../../../components/credit-amount.tsx'
import { useTRPC } from '../../../trpc/client.tsx'
import { accountNames } from '../account-names.ts'
import { useAdjustmentColumns } from '../books/adjustment-list.tsx'
import { useAuditColumns } from '../books/audit-log.tsx'
import { At, Code, Email } from '../cells.tsx'
import { useDisputeColumns } from '../disputes/dispute-queue.tsx'
import { useOrderColumns } from '../orders/order-search.tsx'
import { AdjustAccount } from './adjust-account.tsx'
import { BalancesAt } from './balances-at.tsx'
import { SetStatus } from './set-status.tsx'
import { toneOfUser } from './user-list.tsx'
import { UserStatement } from './user-statement.tsx'

/** One person on one screen. */
export function UserPage({ initial }: { initial: UserDetail }) {
  const t = useTranslations('desk.user')
  const states = useTranslations('desk.users.states')
  const trpc = useTRPC()
  const { data } = useQuery({
    ...trpc.admin.user.queryOptions({ userId: initial.user.id }),
    initialData: initial,
  })
  const { user } = data
  return (
    <>
      <PageHeading
        title={
          <span className="break-words">
            <Email>{user.email}</Email>
          </span>
        }
        lead={<StatusDot tone={toneOfUser[user.status]}>{states(user.status)}</StatusDot>}
        actions={
          <>
            <AdjustAccount userId={user.id} />
            <SetStatus user={user} />
          </>
        }
      />
      <div className="grid gap-8 md:grid-cols-2 md:gap-12">
        <div>
          <About of={data} />
        </div>
        <div>
          <Balances of={data} />
        </div>
      </div>
      <Section id="statement" title={t('statement')}>
        <UserStatement userId={user.id} />
      </Section>
      <Lists of={data} />
    </>
  )
}

function About({ of: { user, counts } }: { of: UserDetail }) {
  const t = useTranslations('desk.user')
  const role = useTranslations('shell.role')
  const count = (value: number) => <span className="num">{value}</span>
  return (
    <Section id="about" title={t('about')}>
      <Facts
        items={[
          { name: t('id'), value: <Code>{user.id}</Code> },
          { name: t('name'), value: user.displayName || '–' },
          { name: t('role'), value: role(user.role) },
          { name: t('joined'), value: <At at={user.createdAt} /> },
          { name: t('seen'), value: <At at={user.lastSeenAt} /> },
          {
            name: t('cap'),
            value: user.dailySpendCap === null ? '–' : <CreditAmount value={user.dailySpendCap} />,
          },
          { name: t('runs'), value: count(counts.runs) },
          { name: t('delivered'), value: count(counts.delivered) },
          { name: t('resources'), value: count(counts.resources) },
        ]}
      />
    </Section>
  )
}

function Balances({ of: { user, balances } }: { of: UserDetail }) {
  const t = useTranslations('desk.user')
  const account = useTranslations('disputes.account')
  return (
    <Section id="balances" title={t('balances')}>
      <Facts
        items={[
          { name: t('spendable'), value: <CreditAmount value={balances.spendable} /> },
          ...accountNames.map((name) => ({
            name: account(name),
            value: <CreditAmount value={balances[name]} />,
          })),
        ]}
      />
      <BalancesAt userId={user.id} />
    </Section>
  )
}

function Lists({ of: data }: { of: UserDetail }) {
  const t = useTranslations('desk.user')
  const orders = useOrderColumns()
  const disputes = useDisputeColumns()
  const adjustments = useAdjustmentColumns()
  const audit = useAuditColumns()
  const byId = ({ id }: { id: string | bigint }) => id.toString()
  return (
    <>
      {data.orders.length > 0 && (
        <Section id="orders" title={t('orders')}>
          <DataTable caption={t('orders')} columns={orders} rows={data.orders} rowKey={byId} />
        </Section>
      )}
      {data.disputes.length > 0 && (
        <Section id="disputes" title={t('disputes')}>
          <DataTable
            caption={t('disputes')}
            columns={disputes}
            rows={data.disputes}
            rowKey={byId}
          />
        </Section>
      )}
      {data.adjustments.length > 0 && (
        <Section id="adjustments" title={t('adjustments')}>
          <DataTable
            caption={t('adjustments')}
            columns={adjustments}
            rows={data.adjustments}
            rowKey={byId}
          />
        </Section>
      )}
      {data.audit.length > 0 && (
        <Section id="audit" title={t('audit')}>
          <DataTable caption={t('audit')} columns={audit} rows={data.audit} rowKey={byId} />
        </Section>
      )}
    </>
  )
}
