'use client'
import type { StatementLine } from '@aetherflow/api/wallet/statement-schemas'
import { useTranslations } from 'next-intl'
import { CreditAmount } from '../../../components/credit-amount.tsx'
import { Link } from '../../../i18n/navigation.ts'
import { linkOfLine, reservationOf } from './line-of-statement.ts'

/** Names of models by their id, for lines that carry an id. */
export type ModelNames = Readonly<Record<string, string>>

/** What a line is about, in words, with the way to its cause. */
export function LineText({ line, models }: { line: StatementLine; models: ModelNames }) {
  const t = useTranslations('wallet.statement')
  const link = linkOfLine(line)
  const about = useAbout(line, models)
  return (
    <span className="grid gap-0.5">
      <span className="inline-flex flex-wrap items-baseline gap-x-2">
        <span>
          {t(`type.${line.type}`)}
          {about !== null && <span className="font-normal text-ink-2"> · {about}</span>}
        </span>
        {link !== null && (
          <Link href={link.href} className="link text-sm font-normal">
            {t(`link.${link.to}`)}
          </Link>
        )}
      </span>
      <Reservation line={line} />
    </span>
  )
}

/** What a reservation still waits for, or what a charge took of one: never a second charge. */
function Reservation({ line }: { line: StatementLine }) {
  const t = useTranslations('wallet.statement')
  const taken = reservationOf(line)
  const amount = (value: bigint) => () => <CreditAmount value={value} />
  const text =
    line.type === 'hold'
      ? line.stillHeld === 0n
        ? null
        : t.rich('stillReserved', { amount: amount(line.stillHeld) })
      : taken === null
        ? null
        : taken.back > 0n
          ? t.rich('takenOf', { reserved: amount(taken.reserved), back: amount(taken.back) })
          : t.rich('takenWhole', { reserved: amount(taken.reserved) })
  return text === null ? null : <span className="text-xs font-normal text-ink-2">{text}</span>
}

/** The short code that the ledger wrote, translated where it is one of ours. */
function useAbout({ description }: StatementLine, models: ModelNames): string | null {
  const t = useTranslations('wallet')
  if (description === '') return null
  const model = models[description]
  if (model !== undefined) return model
  switch (description) {
    case 'sandbox':
    case 'alipay':
    case 'stripe':
      return t(`topUp.gateway.${description}`)
    case 'email_verified':
    case 'dispute_refund':
    case 'available':
    case 'earned':
    case 'promo_earned':
    case 'pending':
    case 'bonus':
    case 'held':
      return t(`statement.reason.${description}`)
    case 'debt':
      return null
    default:
      return description
  }
}
