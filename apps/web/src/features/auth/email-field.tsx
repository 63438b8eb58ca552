'use client'
import { Field } from '@aetherflow/ui/field'
import { Input } from '@aetherflow/ui/input'
import { useTranslations } from 'next-intl'
import type { FieldError, UseFormRegisterReturn } from 'react-hook-form'
import { issueKey } from './issue-key.ts'

type Props = { registration: UseFormRegisterReturn; error: FieldError | undefined }

export function EmailField({ registration, error }: Props) {
  const t = useTranslations('auth')
  return (
    <Field
      label={t('fields.email')}
      error={error && t(`issues.${issueKey('email', error.type)}`)}
      required
    >
      <Input
        type="email"
        inputMode="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        {...registration}
      />
    </Field>
  )
}
