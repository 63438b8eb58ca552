'use client'
import { Field } from '@aetherflow/ui/field'
import { Input } from '@aetherflow/ui/input'
import { useTranslations } from 'next-intl'
import type { RefObject } from 'react'
import type { Recognised } from './recognise-key.ts'

type Props = {
  field: RefObject<HTMLInputElement | null>
  recognised: Recognised
  /** Said after a first try. */
  strict: boolean
  vendorName: string
  /** What a key of this vendor looks like. */
  looks: string
  onKey: (key: string) => void
}

/**
 * Where a key is pasted. React never holds its value: the field does, until it is sealed. Masked by style and
 * not by type, so that no browser offers to keep it among the passwords.
 */
export function KeyInput({ field, recognised, strict, vendorName, looks, onKey }: Props) {
  const t = useTranslations('provide.connect')
  return (
    <Field
      label={t('key')}
      hint={looks === '' ? t('keyHint') : `${t('looksLike', { looks })} · ${t('keyHint')}`}
      error={useProblem(recognised, strict, vendorName)}
      aside={
        <output className="text-ok">
          {recognised.kind === 'known' && t('recognised', { vendor: vendorName })}
        </output>
      }
      required
    >
      <Input
        ref={field}
        type="text"
        autoComplete="off"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        data-1p-ignore
        data-lpignore="true"
        maxLength={600}
        className="font-mono [-webkit-text-security:disc]"
        onInput={(event) => onKey(event.currentTarget.value.trim())}
      />
    </Field>
  )
}

function useProblem(recognised: Recognised, strict: boolean, chosen: string): string | undefined {
  const t = useTranslations('provide.connect.problem')
  switch (recognised.kind) {
    case 'real-in-demo':
      return t('realInDemo')
    case 'foreign':
      return t('foreign', { vendor: recognised.vendor, chosen })
    case 'unknown':
      return strict ? t('unknown', { chosen }) : undefined
    case 'malformed':
      return strict ? t('malformed') : undefined
    case 'empty':
      return strict ? t('empty') : undefined
    case 'known':
      return undefined
  }
}
