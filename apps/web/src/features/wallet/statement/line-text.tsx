'use client'
import type { StatementLine } from '@aetherflow/api/wallet/statement-schemas'
import { useTranslations } from 'next-intl'
import { Link } from '../../../i18n/navigation.ts'
import { isReadersOwn, linkOfLine } from './line-of-statement.ts'

/** Names of models by their id, for lines that carry an id. */
export type ModelNames = Readonly<Record<string, string>>

/** What a line is about, in words, with the way to its cause. */
export function LineText({ line, models }: { line: StatementLine; models: ModelNames }) {
  const t = useTranslations('wallet.statement')
  const link = linkOfLine(line)
  const about = useAbout(line, models)
  return (
    <span className="inline-flex flex-wrap items-baseline gap-x-2">
      <span>
        {t(`type.${line.type}`)}
        {about !== null && <span className="font-normal text-ink-2"> · {about}</span>}
      </span>
      {link !== null && isReadersOwn(line) && (
        <Link href={link.href} className="link text-sm font-normal">
          {t(`link.${link.to}`)}
        </Link>
      )}
    </span>
  )
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
      return t('statement.reason.email_verified')
    default:
      return description
  }
}
