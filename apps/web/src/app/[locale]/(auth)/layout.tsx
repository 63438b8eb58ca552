import type { ReactNode } from 'react'
import { AuthShell } from '../../../features/auth/auth-shell.tsx'
import { ClientMessages } from '../../../i18n/client-messages.tsx'
import { ApiProvider } from '../../../trpc/client.tsx'

/** The frame of the pages that let somebody in. */
export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <AuthShell>
      <ClientMessages namespaces={['auth', 'errors']}>
        <ApiProvider>{children}</ApiProvider>
      </ClientMessages>
    </AuthShell>
  )
}
