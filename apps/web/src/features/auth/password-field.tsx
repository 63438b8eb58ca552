'use client'
import { Field } from '@aetherflow/ui/field'
import { PasswordInput } from '@aetherflow/ui/password-input'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { FieldError, UseFormRegisterReturn } from 'react-hook-form'
import { issueKey } from './issue-key.ts'

type Props = {
  /** A password that is known already, or one that is being chosen. */
  kind: 'current' | 'new'
  label: ReactNode
  aside?: ReactNode
  registration: UseFormRegisterReturn
  error: FieldError | undefined
}

export function PasswordField({ kind, label, aside, registration, error }: Props) {
  const t = useTranslations('auth')
  const isNew = kind === 'new'
  return (
    <Field
      label={label}
      aside={aside}
      hint={isNew ? t('fields.rule') : undefined}
      error={error && t(`issues.${issueKey(isNew ? 'newPassword' : 'password', error.type)}`)}
      required
    >
      <PasswordInput
        showLabel={t('fields.show')}
        hideLabel={t('fields.hide')}
        autoComplete={isNew ? 'new-password' : 'current-password'}
        {...registration}
      />
    </Field>
  )
}
