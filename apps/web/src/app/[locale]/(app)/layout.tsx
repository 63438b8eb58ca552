import type { ReactNode } from 'react'
import { requireViewer } from '../../../auth/require-viewer.ts'
import { AppShell } from '../../../features/shell/app-shell.tsx'
import { LiveBalance } from '../../../features/wallet/live-balance.tsx'
import { ApiProvider } from '../../../trpc/client.tsx'
import { prefetched } from '../../../trpc/prefetched.ts'
import { serverCaller } from '../../../trpc/server-caller.ts'

/** The frame of every signed-in page; who is signed out comes back here after signing in. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  await requireViewer()
  const caller = await serverCaller()
  const [profile, balances] = await Promise.all([
    caller.identity.profile(),
    prefetched(caller.wallet.balances()),
  ])
  const viewer = { name: profile.displayName, email: profile.email, role: profile.role }
  return (
    <ApiProvider>
      <AppShell viewer={viewer} balance={<LiveBalance initial={balances} />}>
        {children}
      </AppShell>
    </ApiProvider>
  )
}
