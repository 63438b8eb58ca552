import type { ReactNode } from 'react'
import { DeskNav } from '../../../../features/desk/desk-nav.tsx'
import { requireAdmin } from '../../../../features/desk/require-admin.ts'
import { StopBanner } from '../../../../features/desk/stop-banner.tsx'
import { ClientMessages } from '../../../../i18n/client-messages.tsx'
import { prefetched } from '../../../../trpc/prefetched.ts'
import { serverCaller } from '../../../../trpc/server-caller.ts'

/** The desk's frame: its places, and above everything what must not be overlooked. */
export default async function DeskLayout({ children }: { children: ReactNode }) {
  await requireAdmin()
  const caller = await serverCaller()
  const overview = await prefetched(caller.admin.overview())
  return (
    <ClientMessages
      namespaces={[
        'desk',
        'disputes',
        'tasks',
        'runs',
        'studio',
        'orders',
        'wallet',
        'shell',
        'errors',
      ]}
    >
      <DeskNav />
      <StopBanner initial={overview} />
      {children}
    </ClientMessages>
  )
}
