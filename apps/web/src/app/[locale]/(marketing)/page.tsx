import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { readActor } from '../../../auth/read-viewer.ts'
import { Hero } from '../../../features/landing/hero.tsx'
import { marketRows } from '../../../features/landing/market-rows.ts'
import { MarketTape } from '../../../features/landing/market-tape.tsx'
import { Questions } from '../../../features/landing/questions.tsx'
import { Sides } from '../../../features/landing/sides.tsx'
import { readDeps } from '../../../server/deps-slot.ts'
import { prefetched } from '../../../trpc/prefetched.ts'
import { serverCaller } from '../../../trpc/server-caller.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('landing.meta')
  return { title: { absolute: t('title') }, description: t('description') }
}

export default async function LandingPage() {
  const [caller, actor] = await Promise.all([serverCaller(), readActor()])
  const market = await prefetched(caller.tasks.models())
  return (
    <>
      <Hero isSignedIn={actor !== null} />
      <MarketTape
        rows={market === undefined ? null : marketRows(market.models)}
        isDemo={readDeps().mode !== 'production'}
      />
      <Sides />
      <Questions />
    </>
  )
}
