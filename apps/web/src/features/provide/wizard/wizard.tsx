'use client'
import type { Catalogue, ResourceView } from '@aetherflow/api/gateway/schemas'
import { StepRail } from '@aetherflow/ui/step-rail'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { writeQuery } from '../../../hooks/write-query.ts'
import { useTRPC } from '../../../trpc/client.tsx'
import type { Verification } from '../connect/checks-of-verification.ts'
import { ConnectStep } from './connect-step.tsx'
import { LiveStep } from './live-step.tsx'
import { PriceStep } from './price-step.tsx'
import { type WizardStep, wizardSteps } from './step-of-resource.ts'

type Props = {
  catalogue: Catalogue
  demoKeysAddress: string | null
  initialStep: WizardStep
  initialResource: ResourceView | null
  initialVerification: Verification | undefined
}

/** Connect, price and limits, live. Each step is saved on the server and named by the address: leave and come back. */
export function Wizard({
  catalogue,
  demoKeysAddress,
  initialStep,
  initialResource,
  initialVerification,
}: Props) {
  const t = useTranslations('provide.wizard')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const [step, setStep] = useState(initialStep)
  const [resourceId, setResourceId] = useState(initialResource?.id ?? null)
  const heading = useRef<HTMLHeadingElement>(null)
  const first = useRef(true)
  useEffect(() => {
    if (!first.current) heading.current?.focus()
    first.current = false
  }, [step])
  const go = (next: WizardStep, id: string | null = resourceId) => {
    setResourceId(id)
    setStep(next)
    writeQuery('resource', id)
    writeQuery('step', next === 'connect' ? null : next)
    void queryClient.invalidateQueries(trpc.gateway.resources.pathFilter())
  }
  const initial = initialResource?.id === resourceId ? (initialResource ?? undefined) : undefined
  return (
    <>
      <header className="grid gap-4">
        <h1 ref={heading} tabIndex={-1} className="display text-2xl outline-none">
          {t(`title.${step}`)}
        </h1>
        <StepRail
          label={t('steps')}
          steps={wizardSteps.map((name) => t(`step.${name}`))}
          current={wizardSteps.indexOf(step)}
          doneLabel={t('done')}
        />
      </header>
      {step === 'connect' && (
        <ConnectStep
          catalogue={catalogue}
          demoKeysAddress={demoKeysAddress}
          resourceId={resourceId}
          initialVerification={initial && initialVerification}
          onDeposited={(id) => go('connect', id)}
          onRestart={() => go('connect', null)}
          onPassed={() => go('price')}
        />
      )}
      {step === 'price' && resourceId !== null && (
        <PriceStep
          catalogue={catalogue}
          resourceId={resourceId}
          initial={initial}
          onSaved={() => go('live')}
        />
      )}
      {step === 'live' && resourceId !== null && (
        <LiveStep
          catalogue={catalogue}
          resourceId={resourceId}
          initial={initial}
          onBack={() => go('price')}
        />
      )}
    </>
  )
}
