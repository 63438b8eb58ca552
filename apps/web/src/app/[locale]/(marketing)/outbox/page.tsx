import { outboxInput } from '@aetherflow/api/identity/schemas'
import { buttonClass } from '@aetherflow/ui/button-class'
import { EmptyState } from '@aetherflow/ui/empty-state'
import { PageHeading } from '@aetherflow/ui/page-heading'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { OutboxMail } from '../../../../features/outbox/outbox-mail.tsx'
import { Refresh } from '../../../../features/outbox/refresh.tsx'
import { Link } from '../../../../i18n/navigation.ts'
import { routes } from '../../../../routes.ts'
import { readDeps } from '../../../../server/deps-slot.ts'
import { serverCaller } from '../../../../trpc/server-caller.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('outbox'))('title'), robots: { index: false } }
}

/** The mails of a demo, so that a first person can confirm an address without a mail server. */
export default async function OutboxPage({ searchParams }: Props) {
  if (readDeps().mode === 'production') notFound()
  const [t, caller, query] = await Promise.all([
    getTranslations('outbox'),
    serverCaller(),
    searchParams,
  ])
  const asked = outboxInput.safeParse({ email: query.email })
  const filter = asked.success ? asked.data : {}
  const { mails } = await caller.identity.demoOutbox(filter)
  return (
    <div className="grid max-w-reading gap-6 pt-8 pb-16">
      <PageHeading
        title={t('title')}
        lead={t('lead')}
        actions={<Refresh label={t('refresh')} busyLabel={t('refreshing')} />}
      />
      {filter.email !== undefined && (
        <p className="flex flex-wrap gap-x-4 gap-y-1 text-ink-2">
          <span>
            {t.rich('filtered', { address: () => <b className="text-ink">{filter.email}</b> })}
          </span>
          <Link href={routes.outbox} className="link">
            {t('all')}
          </Link>
        </p>
      )}
      {mails.length === 0 ? (
        <EmptyState
          title={t('emptyTitle')}
          action={
            <Link href={routes.signUp} className={buttonClass()}>
              {t('create')}
            </Link>
          }
        >
          {t('emptyText')}
        </EmptyState>
      ) : (
        <ol className="grid border-t border-line">
          {mails.map((mail, index) => (
            <OutboxMail key={mail.id} mail={mail} isNewest={index === 0} />
          ))}
        </ol>
      )}
    </div>
  )
}
