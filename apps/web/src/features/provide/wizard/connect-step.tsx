'use client'
import type { Catalogue } from '@aetherflow/api/gateway/schemas'
import type { Verification } from '../connect/checks-of-verification.ts'
import { KeyForm } from '../connect/key-form.tsx'
import { VerificationPanel } from '../connect/verification.tsx'

type Props = {
  catalogue: Catalogue
  demoKeysAddress: string | null
  /** Null until a key was deposited. */
  resourceId: string | null
  initialVerification: Verification | undefined
  onDeposited: (resourceId: string) => void
  onRestart: () => void
  onPassed: () => void
}

/** Step 1: the form until the key is sealed, then its checks. */
export function ConnectStep(props: Props) {
  const { catalogue, demoKeysAddress, resourceId, initialVerification } = props
  return resourceId === null ? (
    <KeyForm catalogue={catalogue} demoKeysAddress={demoKeysAddress} onDone={props.onDeposited} />
  ) : (
    <VerificationPanel
      resourceId={resourceId}
      initial={initialVerification}
      onPassed={props.onPassed}
      onRestart={props.onRestart}
    />
  )
}
