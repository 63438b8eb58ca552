'use client'
import type { InvariantRun, Overview } from '@aetherflow/api/admin/user-schemas'
import { Button } from '@aetherflow/ui/button'
import { CopyButton } from '@aetherflow/ui/copy-button'
import { Facts } from '@aetherflow/ui/facts'
import { PageHeading } from '@aetherflow/ui/page-heading'
import { Section } from '@aetherflow/ui/section'
import { SkeletonRows } from '@aetherflow/ui/skeleton'
import { StatusDot } from '@aetherflow/ui/status-dot'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Moment } from '../../components/moment.tsx'
import { Link } from '../../i18n/navigation.ts'
import { routes } from '../../routes.ts'
import { useTRPC } from '../../trpc/client.tsx'
import { ApiError } from '../errors/api-error.tsx'

/** Counted up to this, then said as "1,000+". */
const most = 1_000

/** What waits for an admin, each with the way to it, and whether the books are right. */
export function DeskHome({ initial }: { initial: Overview | undefined }) {
  const common = useTranslations('common')
  const trpc = useTRPC()
  const { data, error, refetch } = useQuery({
    ...trpc.admin.overview.queryOptions(),
    initialData: initial,
  })
  if (data === undefined)
    return error ? (
      <ApiError
        error={error}
        action={<Button onClick={() => void refetch()}>{common('retry')}</Button>}
      />
    ) : (
      <SkeletonRows label={common('loading')} />
    )
  return <State of={data} />
}

function State({ of: data }: { of: Overview }) {
  const t = useTranslations('desk.home')
  const waitingFacts = useWaiting(data)
  const bookFacts = useBooks(data)
  return (
    <>
      <PageHeading title={t(waiting(data) === 0 ? 'calm' : 'busy', { count: waiting(data) })} />
      <div className="grid gap-x-12 gap-y-8 lg:grid-cols-2">
        <div className="grid content-start gap-8">
          <Section id="waiting" title={t('waiting')}>
            <Facts items={waitingFacts} />
          </Section>
          <Section id="queue" title={t('queue')}>
            <Facts
              items={[
                { name: t('pending'), value: <Count of={data.queue.pending} /> },
                { name: t('processing'), value: <Count of={data.queue.processing} /> },
                { name: t('workers'), value: <Count of={data.queue.workers} /> },
              ]}
            />
          </Section>
        </div>
        <div className="grid content-start gap-8">
          <Section id="books" title={t('books')}>
            <Facts items={bookFacts} />
          </Section>
        </div>
      </div>
    </>
  )
}

function waiting({ disputes, incidents, approvals, sharedAccounts }: Overview): number {
  const { disputes: decisions, refunds, adjustments } = approvals
  return disputes.open + incidents + decisions + refunds + adjustments + sharedAccounts
}

function Count({ of }: { of: number }) {
  return <span className="num">{of >= most ? `${most}+` : of}</span>
}

function To({ href, count, children }: { href: string; count: number; children?: ReactNode }) {
  return (
    <span className="inline-flex flex-wrap items-baseline justify-end gap-x-3">
      {children}
      <Link href={href} className={count > 0 ? 'link font-semibold' : 'link'}>
        <Count of={count} />
      </Link>
    </span>
  )
}

function useWaiting(overview: Overview) {
  const { disputes, incidents, approvals, sharedAccounts, chargebacks, owing } = overview
  const t = useTranslations('desk.home')
  return [
    {
      name: t('disputes'),
      value: (
        <To href={routes.deskDisputes} count={disputes.open}>
          {disputes.overdue > 0 && (
            <StatusDot tone="bad">{t('overdue', { count: disputes.overdue })}</StatusDot>
          )}
          {disputes.oldestAt !== null && (
            <span className="num text-xs text-ink-2">
              {t('oldest')} <Moment at={disputes.oldestAt} />
            </span>
          )}
        </To>
      ),
    },
    {
      name: t('incidents'),
      value: <To href={`${routes.deskOrders}?tab=incidents`} count={incidents} />,
    },
    {
      name: t('approvals'),
      value: (
        <To
          href={routes.deskApprovals}
          count={approvals.disputes + approvals.refunds + approvals.adjustments}
        />
      ),
    },
    {
      name: t('sharedAccounts'),
      value: <To href={routes.deskKeys} count={sharedAccounts} />,
    },
    {
      name: t('chargebacks'),
      value: <To href={`${routes.deskOrders}?tab=chargebacks`} count={chargebacks} />,
    },
    { name: t('owing'), value: <Count of={owing} /> },
  ]
}

function useBooks({ invariants, settlement, chain, differingDays }: Overview) {
  const t = useTranslations('desk.home')
  const common = useTranslations('common')
  return [
    { name: t('recent'), value: <Held run={invariants.recent} /> },
    { name: t('full'), value: <Held run={invariants.full} /> },
    {
      name: t('settlement'),
      value: settlement.stopped ? (
        <StatusDot tone="bad">{t('stopped')}</StatusDot>
      ) : (
        <StatusDot tone="ok">{t('running')}</StatusDot>
      ),
    },
    {
      name: t('gateways'),
      value: (
        <To href={`${routes.deskOrders}?tab=statements`} count={differingDays}>
          {differingDays > 0 && <StatusDot tone="warn">{t('differ')}</StatusDot>}
        </To>
      ),
    },
    {
      name: t('chain'),
      value:
        chain === null ? (
          '–'
        ) : (
          <span className="inline-flex flex-wrap items-center justify-end gap-1">
            <code className="font-mono text-xs break-all">
              {chain.number.toString()}:{chain.hash.slice(0, 16)}…
            </code>
            <CopyButton
              text={`${chain.number}:${chain.hash}`}
              label={t('copyHead')}
              copiedLabel={common('copied')}
              iconOnly
            />
          </span>
        ),
    },
  ]
}

function Held({ run }: { run: InvariantRun | null }) {
  const t = useTranslations('desk.home')
  if (run === null) return <span className="text-ink-2">{t('notYet')}</span>
  return (
    <span className="inline-flex flex-wrap items-baseline justify-end gap-x-3">
      <span className="num text-xs text-ink-2">
        <Moment at={run.finishedAt} />
      </span>
      {run.holds ? (
        <StatusDot tone="ok">{t('holds')}</StatusDot>
      ) : (
        <StatusDot tone="bad">{run.violated.join(', ')}</StatusDot>
      )}
    </span>
  )
}
