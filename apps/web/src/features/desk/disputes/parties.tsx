'use client'
import type { Case, Party } from '@aetherflow/api/disputes/desk-schemas'
import { Facts } from '@aetherflow/ui/facts'
import { useTranslations } from 'next-intl'
import { CreditAmount } from '../../../components/credit-amount.tsx'
import { Moment } from '../../../components/moment.tsx'
import { Link } from '../../../i18n/navigation.ts'
import { routes } from '../../../routes.ts'
import { accountNames } from '../account-names.ts'

/** Both sides: since when, how often they disputed, what they hold. */
export function Parties({ of: { consumer, provider } }: { of: Case }) {
  const t = useTranslations('desk.case')
  return (
    <div className="grid gap-8 md:grid-cols-2">
      <One title={t('consumer')} party={consumer} />
      <One title={t('provider')} party={provider} />
    </div>
  )
}

function One({ title, party }: { title: string; party: Party }) {
  const t = useTranslations('desk.case')
  const account = useTranslations('disputes.account')
  return (
    <div className="grid content-start gap-2">
      <h3 className="font-semibold">{title}</h3>
      <Link href={routes.deskUser(party.id)} className="link break-all">
        {party.email}
      </Link>
      <Facts
        items={[
          { name: t('joined'), value: <Moment at={party.joinedAt} /> },
          { name: t('delivered'), value: <span className="num">{party.delivered}</span> },
          {
            name: t('openedByThem'),
            value: t('upheld', { count: party.opened, upheld: party.openedUpheld }),
          },
          {
            name: t('aboutThem'),
            value: t('upheld', { count: party.received, upheld: party.receivedUpheld }),
          },
          ...accountNames
            .filter((name) => party.balances[name] !== 0n)
            .map((name) => ({
              name: account(name),
              value: <CreditAmount value={party.balances[name]} />,
            })),
        ]}
      />
    </div>
  )
}
