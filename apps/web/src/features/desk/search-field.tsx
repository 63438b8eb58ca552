'use client'
import { Button } from '@aetherflow/ui/button'
import { Field } from '@aetherflow/ui/field'
import { Input } from '@aetherflow/ui/input'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'

type Props = { label: string; hint: string; initial?: string; onSearch: (text: string) => void }

const mostLetters = 254

/** A search that is asked for, not guessed at: ids and addresses are pasted. */
export function SearchField({ label, hint, initial = '', onSearch }: Props) {
  const t = useTranslations('desk')
  const [text, setText] = useState(initial)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSearch(text.trim())
  }
  return (
    <search>
      <form onSubmit={submit} className="flex max-w-160 items-start gap-2">
        <div className="min-w-0 flex-1">
          <Field label={label} hint={hint}>
            <Input
              type="search"
              value={text}
              maxLength={mostLetters}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => setText(event.target.value)}
            />
          </Field>
        </div>
        <Button type="submit" className="mt-6.5">
          {t('search')}
        </Button>
      </form>
    </search>
  )
}
