import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Hero } from '../../../features/landing/hero.tsx'
import { MarketTape } from '../../../features/landing/market-tape.tsx'
import { Questions } from '../../../features/landing/questions.tsx'
import { Sides } from '../../../features/landing/sides.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('landing.meta')
  return { title: { absolute: t('title') }, description: t('description') }
}

export default function LandingPage() {
  return (
    <>
      <Hero />
      <MarketTape rows={[]} />
      <Sides />
      <Questions />
    </>
  )
}
