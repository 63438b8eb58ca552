import type { OutboxMail as Mail } from '@aetherflow/api/identity/demo-outbox'
import { buttonClass } from '@aetherflow/ui/button-class'
import { Disclosure } from '@aetherflow/ui/disclosure'
import { useTranslations } from 'next-intl'
import { When } from '../../components/when.tsx'

/** One mail: for whom, what about, and the link that it carries, within reach. */
export function OutboxMail({ mail, isNewest }: { mail: Mail; isNewest: boolean }) {
  const t = useTranslations('outbox')
  // A mail speaks its reader's language, whatever the page speaks.
  const lang = /\p{Script=Han}/u.test(mail.subject) ? 'zh-CN' : 'en'
  return (
    <li className="grid gap-3 pt-5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h2 lang={lang} className="text-base font-semibold">
          {mail.subject}
        </h2>
        <span className="text-sm text-ink-2">
          <When at={mail.createdAt} />
        </span>
      </div>
      <p className="text-ink-2">
        {t('to')} <span className="break-all text-ink">{mail.to}</span>
      </p>
      {mail.link !== null && (
        <a
          href={pathOf(mail.link)}
          className={buttonClass({ variant: isNewest ? 'primary' : 'default' }).concat(
            ' justify-self-start',
          )}
        >
          {t('open')}
        </a>
      )}
      <Disclosure summary={t('whole')}>
        <p lang={lang} className="break-words whitespace-pre-line">
          {mail.text}
        </p>
      </Disclosure>
    </li>
  )
}

/** The same page under the name by which this site was opened, so that its cookies go along. */
function pathOf(link: string): string {
  const { pathname, search, hash } = new URL(link)
  return `${pathname}${search}${hash}`
}
