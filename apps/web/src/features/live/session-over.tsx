'use client'
import { buttonClass } from '@aetherflow/ui/button-class'
import { useTranslations } from 'next-intl'
import { Link, usePathname } from '../../i18n/navigation.ts'
import { routes } from '../../routes.ts'
import { ApiError } from '../errors/api-error.tsx'
import { useLiveMode } from './live-tasks.tsx'

const over = { data: { reason: 'SESSION_ENDED' } }

/** Says at once that the session has ended, instead of letting the next press find out. */
export function SessionOver() {
  const t = useTranslations('runs')
  const pathname = usePathname()
  if (useLiveMode() !== 'ended') return null
  return (
    <div className="border-b border-line p-4">
      <ApiError
        error={over}
        action={
          <Link
            href={{ pathname: routes.signIn, query: { callbackUrl: pathname } }}
            className={buttonClass()}
          >
            {t('signIn')}
          </Link>
        }
      />
    </div>
  )
}
