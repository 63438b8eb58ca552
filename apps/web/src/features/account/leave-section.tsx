'use client'
import { Button } from '@aetherflow/ui/button'
import { Section } from '@aetherflow/ui/section'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { signOutHere } from '../auth/credentials-door.ts'
import { ApiError } from '../errors/api-error.tsx'

export function LeaveSection() {
  const t = useTranslations('account.leave')
  const locale = useLocale()
  const [state, setState] = useState<'here' | 'leaving' | 'failed'>('here')
  const leave = async () => {
    setState('leaving')
    if (await signOutHere()) location.assign(`/${locale}`)
    else setState('failed')
  }
  return (
    <Section id="leave" title={t('title')}>
      <p className="text-ink-2">{t('about')}</p>
      {state === 'failed' && <ApiError error={null} />}
      <Button
        className="justify-self-start"
        onClick={() => void leave()}
        loading={state === 'leaving'}
        loadingText={t('working')}
      >
        {t('action')}
      </Button>
    </Section>
  )
}
