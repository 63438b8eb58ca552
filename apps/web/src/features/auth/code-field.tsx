'use client'
import { Field } from '@aetherflow/ui/field'
import { Input } from '@aetherflow/ui/input'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { FieldError, UseFormRegisterReturn } from 'react-hook-form'
import { issueKey } from './issue-key.ts'

type Props = {
  registration: UseFormRegisterReturn
  error: FieldError | undefined
  /** False where only the authenticator will do. */
  allowsRecovery?: boolean
}

/** Six digits, with the keyboard and the filling-in that they get; or a recovery code. */
export function CodeField({ registration, error, allowsRecovery = true }: Props) {
  const t = useTranslations('auth')
  const [isRecovery, setIsRecovery] = useState(false)
  const kind = isRecovery ? 'recovery' : 'totp'
  return (
    <div className="grid gap-2">
      <Field
        label={t(`code.${kind}`)}
        hint={t(`code.${kind}Hint`)}
        error={error && t(`issues.${issueKey('code', error.type)}`)}
        required
      >
        <Input
          type="text"
          inputMode={isRecovery ? 'text' : 'numeric'}
          autoComplete={isRecovery ? 'off' : 'one-time-code'}
          autoCapitalize={isRecovery ? 'characters' : 'none'}
          spellCheck={false}
          maxLength={40}
          className="font-mono"
          {...registration}
        />
      </Field>
      {allowsRecovery && (
        <button
          type="button"
          className="link justify-self-start text-sm"
          onClick={() => setIsRecovery(!isRecovery)}
        >
          {isRecovery ? t('code.useTotp') : t('code.useRecovery')}
        </button>
      )}
    </div>
  )
}
