'use client'
import { Field } from '@aetherflow/ui/field'
import { Textarea } from '@aetherflow/ui/textarea'
import { useTranslations } from 'next-intl'
import type { RefObject } from 'react'
import type { Block } from './block-of-draft.ts'

type Props = {
  value: string
  max: number
  /** Some models draw without words, or need none. */
  required: boolean
  block: Block | null
  /** After a press on Generate without a prompt. */
  asked: boolean
  onChange: (prompt: string) => void
  field: RefObject<HTMLTextAreaElement | null>
}

/** Where the counter begins to matter. */
const NEARLY = 0.9

export function PromptField({ value, max, required, block, asked, onChange, field }: Props) {
  const t = useTranslations('studio.prompt')
  const left = max - value.trim().length
  const long = block?.kind === 'prompt-long'
  const empty = asked && block?.kind === 'prompt-empty'
  return (
    <Field
      label={t('label')}
      aside={
        value.length > max * NEARLY && left >= 0
          ? t('left', { count: left })
          : required
            ? undefined
            : t('optional')
      }
      error={long ? t('long', { max }) : empty ? t('empty') : undefined}
    >
      <Textarea
        ref={field}
        name="prompt"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        placeholder={t('placeholder')}
        rows={4}
        spellCheck
        className="max-md:h-16 max-md:min-h-16 text-base leading-relaxed sm:text-base!"
      />
    </Field>
  )
}
