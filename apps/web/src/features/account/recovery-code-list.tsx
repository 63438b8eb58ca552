'use client'
import { Button } from '@aetherflow/ui/button'
import { buttonClass } from '@aetherflow/ui/button-class'
import { Callout } from '@aetherflow/ui/callout'
import { CopyButton } from '@aetherflow/ui/copy-button'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'

type Props = { codes: readonly string[]; done: () => void }

/** The recovery codes, this once: to copy, to download, or to write down. */
export function RecoveryCodeList({ codes, done }: Props) {
  const t = useTranslations('account.secondFactor')
  const common = useTranslations('common')
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => list.current?.focus(), [])
  const text = `${codes.join('\n')}\n`
  return (
    <div className="grid max-w-[25rem] gap-3">
      <Callout tone="warn" title={t('codesTitle')}>
        {t('codesText')}
      </Callout>
      <ul
        ref={list}
        tabIndex={-1}
        aria-label={t('codesList')}
        className="grid gap-x-6 gap-y-1 rounded-image border border-line bg-sunken px-4 py-3 font-mono text-sm outline-none min-[26rem]:grid-cols-2"
      >
        {codes.map((code) => (
          <li key={code} className="select-all">
            {code}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-2">
        <CopyButton text={text} label={common('copy')} copiedLabel={common('copied')} />
        <a
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
          download="aetherflow-recovery-codes.txt"
          className={buttonClass({ variant: 'quiet', size: 'dense' })}
        >
          {t('download')}
        </a>
        <Button onClick={done}>{t('kept')}</Button>
      </div>
    </div>
  )
}
