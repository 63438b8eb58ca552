'use client'
import type { AppRouter } from '@aetherflow/api/app-router'
import { type Column, DataTable } from '@aetherflow/ui/data-table'
import { Section } from '@aetherflow/ui/section'
import { SkeletonRows } from '@aetherflow/ui/skeleton'
import { useQuery } from '@tanstack/react-query'
import type { inferRouterOutputs } from '@trpc/server'
import { useTranslations } from 'next-intl'
import { When } from '../../components/when.tsx'
import { useTRPC } from '../../trpc/client.tsx'
import { ApiError } from '../errors/api-error.tsx'
import { describeDevice } from './describe-device.ts'
import { RevokeSession } from './revoke-session.tsx'

type Sessions = inferRouterOutputs<AppRouter>['identity']['sessions']
type Session = Sessions['sessions'][number]

/** Every device that is signed in, this one first, and a way to end each of the others. */
export function SessionsSection({ initial }: { initial: Sessions | undefined }) {
  const t = useTranslations('account.sessions')
  const common = useTranslations('common')
  const { data, error } = useQuery(
    useTRPC().identity.sessions.queryOptions(undefined, { initialData: initial }),
  )
  const nameOf = (session: Session) => describeDevice(session.userAgent) ?? t('unknown')
  const columns: Column<Session>[] = [
    {
      key: 'device',
      header: t('device'),
      lead: true,
      cell: (session) => (
        <span className="inline-flex flex-wrap items-center gap-x-2.5 gap-y-1">
          {nameOf(session)}
          {session.current && (
            <span className="rounded-control bg-foam px-2 py-0.5 text-xs font-normal">
              {t('current')}
            </span>
          )}
        </span>
      ),
    },
    { key: 'seen', header: t('seen'), cell: (session) => <When at={session.lastSeenAt} /> },
    { key: 'since', header: t('since'), cell: (session) => <When at={session.createdAt} /> },
    {
      key: 'action',
      header: t('action'),
      align: 'end',
      cell: (session) =>
        session.current ? null : <RevokeSession session={session} device={nameOf(session)} />,
    },
  ]
  const sessions = data?.sessions.toSorted((a, b) => Number(b.current) - Number(a.current))
  return (
    <Section id="devices" title={t('title')} description={t('about')}>
      {error && <ApiError error={error} />}
      {sessions === undefined && !error && <SkeletonRows rows={2} label={common('loading')} />}
      {sessions && (
        <DataTable
          caption={t('title')}
          columns={columns}
          rows={sessions}
          rowKey={(session) => session.id}
        />
      )}
      {sessions?.length === 1 && <p className="text-xs text-ink-2">{t('only')}</p>}
    </Section>
  )
}
