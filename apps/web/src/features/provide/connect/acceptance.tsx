'use client'
import { Checkbox } from '@aetherflow/ui/checkbox'
import { useTranslations } from 'next-intl'

type Props = { accepted: boolean; onChange: (accepted: boolean) => void; strict: boolean }

/** The owner's word on the notice above it. */
export function Acceptance({ accepted, onChange, strict }: Props) {
  const t = useTranslations('provide.connect')
  return (
    <div className="grid gap-1">
      <Checkbox label={t('accept')} checked={accepted} onChange={onChange} required />
      {strict && !accepted && (
        <p role="alert" className="text-sm text-bad">
          {t('problem.accept')}
        </p>
      )}
    </div>
  )
}
