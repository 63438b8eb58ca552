import type { ReactNode } from 'react'
import { SiteFooter } from '../../../features/landing/site-footer.tsx'
import { SiteHeader } from '../../../features/landing/site-header.tsx'

export default function MarketingLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <SiteHeader />
      <main id="content" className="mx-auto max-w-content px-5 sm:px-8">
        {children}
      </main>
      <SiteFooter />
    </>
  )
}
