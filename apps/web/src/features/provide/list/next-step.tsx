'use client'
import type { ResourceView } from '@aetherflow/api/gateway/schemas'
import { Button } from '@aetherflow/ui/button'
import { buttonClass, type ButtonLook } from '@aetherflow/ui/button-class'
import { useNow, useTranslations } from 'next-intl'
import { Link } from '../../../i18n/navigation.ts'
import { routes } from '../../../routes.ts'
import { nextAction, standingOf } from './status-of-resource.ts'
import type { ResourceActions } from './use-resource-actions.ts'

type Props = {
  resource: ResourceView
  actions: ResourceActions
  size: NonNullable<ButtonLook['size']>
}

/** The one thing an owner would do next with a resource, as a button. */
export function NextStep({ resource, actions, size }: Props) {
  const t = useTranslations('provide.list')
  const resourceId = resource.id
  const action = nextAction(standingOf(resource, useNow()))
  if (action === null) return null
  if (action === 'finish')
    return (
      <Link
        href={{ pathname: routes.provideNew, query: { resource: resourceId } }}
        className={buttonClass({ size })}
      >
        {t('finish')}
      </Link>
    )
  const change = action === 'pause' ? actions.pause : actions.resume
  return (
    <Button
      size={size}
      loading={actions.busyId === resourceId}
      onClick={() => change.mutate({ resourceId })}
    >
      {t(action)}
    </Button>
  )
}
