'use client'
import type { RecoveryCodes, SecondFactor, TotpInvitation } from '@aetherflow/api/identity/schemas'
import { Callout } from '@aetherflow/ui/callout'
import { Section } from '@aetherflow/ui/section'
import { SkeletonRows } from '@aetherflow/ui/skeleton'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useTRPC } from '../../trpc/client.tsx'
import { ApiError } from '../errors/api-error.tsx'
import { RecoveryCodeList } from './recovery-code-list.tsx'
import { type SecondFactorStep, SecondFactorProof } from './second-factor-proof.tsx'
import { SecondFactorState } from './second-factor-state.tsx'

// The QR code's maker is not loaded for who only looks.
const SecondFactorScan = dynamic(() =>
  import('./second-factor-scan.tsx').then((module) => module.SecondFactorScan),
)

type Place =
  | { at: 'state'; turnedOff?: boolean }
  | { at: 'proof'; step: SecondFactorStep }
  | { at: 'scan'; invitation: TotpInvitation }
  | { at: 'codes'; codes: RecoveryCodes }

type Props = { email: string; initial: SecondFactor | undefined }

/** Off, being set up, or on; what is secret is shown once and kept in this component alone. */
export function SecondFactorSection({ email, initial }: Props) {
  const t = useTranslations('account.secondFactor')
  const common = useTranslations('common')
  const { identity } = useTRPC()
  const queries = useQueryClient()
  const { data, error } = useQuery(
    identity.secondFactor.queryOptions(undefined, { initialData: initial }),
  )
  const [place, setPlace] = useState<Place>({ at: 'state' })
  const go = async (next: Place) => {
    setPlace(next)
    await Promise.all([
      queries.invalidateQueries(identity.secondFactor.queryFilter()),
      queries.invalidateQueries(identity.sessions.queryFilter()),
    ])
  }
  const stop = () => setPlace({ at: 'state' })
  return (
    <Section id="second-factor" title={t('title')} description={t('about')}>
      {error && <ApiError error={error} />}
      {data === undefined && !error && <SkeletonRows rows={2} label={common('loading')} />}
      {data?.required && !data.on && place.at === 'state' && (
        <Callout tone="warn" title={t('neededTitle')}>
          {t('neededText')}
        </Callout>
      )}
      {data && place.at === 'state' && (
        <SecondFactorState factor={data} start={(step) => setPlace({ at: 'proof', step })} />
      )}
      {data && place.at === 'proof' && (
        <SecondFactorProof
          step={place.step}
          email={email}
          isOn={data.on}
          cancel={stop}
          begun={(invitation) => setPlace({ at: 'scan', invitation })}
          renewed={(codes) => void go({ at: 'codes', codes })}
          turnedOff={() => void go({ at: 'state', turnedOff: true })}
        />
      )}
      {place.at === 'scan' && (
        <SecondFactorScan
          invitation={place.invitation}
          cancel={stop}
          confirmed={(codes) => void go({ at: 'codes', codes })}
        />
      )}
      {place.at === 'codes' && <RecoveryCodeList codes={place.codes.recoveryCodes} done={stop} />}
      <output className="block">
        {place.at === 'state' && place.turnedOff && <Callout tone="ok">{t('turnedOff')}</Callout>}
      </output>
    </Section>
  )
}
