import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { readActor } from '../../../../auth/read-viewer.ts'
import { VerifyEmail } from '../../../../features/auth/verify-email.tsx'
import { readDeps } from '../../../../server/deps-slot.ts'
import { serverCaller } from '../../../../trpc/server-caller.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('auth.verify'))('title') }
}

export default async function VerifyEmailPage() {
  const [actor, caller] = await Promise.all([readActor(), serverCaller()])
  return (
    <VerifyEmail
      isSignedIn={actor !== null}
      isDemo={readDeps().mode !== 'production'}
      grant={await caller.wallet.starterGrant().catch(() => null)}
    />
  )
}
