import 'server-only'
import type { UserActor } from '@aetherflow/api/context'
import { getLocale } from 'next-intl/server'
import { redirect } from '../i18n/navigation.ts'
import { routes } from '../routes.ts'
import { readDeps } from '../server/deps-slot.ts'

/**
 * In production an admin without a second factor is led to where it is set up: no procedure of the desk would
 * answer (design §7). The account page says why.
 */
export async function requireSecondFactor(admin: UserActor): Promise<void> {
  if (readDeps().mode === 'production' && !admin.totp)
    redirect({ href: routes.secondFactor, locale: await getLocale() })
}
