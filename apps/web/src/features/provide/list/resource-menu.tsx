'use client'
import type { ResourceView } from '@aetherflow/api/gateway/schemas'
import { buttonClass } from '@aetherflow/ui/button-class'
import { Menu, MenuItem, MenuLink, MenuSeparator } from '@aetherflow/ui/menu'
import { Ellipsis, Pencil, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Link } from '../../../i18n/navigation.ts'
import { routes } from '../../../routes.ts'
import { NextStep } from './next-step.tsx'
import type { ResourceActions } from './use-resource-actions.ts'

type Props = { resource: ResourceView; actions: ResourceActions; onDelete: () => void }

/** What one does with a resource: its most likely step as a button, the rest behind three dots. */
export function ResourceMenu({ resource, actions, onDelete }: Props) {
  const t = useTranslations('provide.list')
  const resourceId = resource.id
  const trigger = (
    <button
      type="button"
      aria-label={t('more', { name: resource.name })}
      className={buttonClass({ variant: 'quiet', size: 'dense' })}
    >
      <Ellipsis aria-hidden />
    </button>
  )
  return (
    <span className="inline-flex items-center justify-end gap-1">
      <NextStep resource={resource} actions={actions} size="dense" />
      <Menu trigger={trigger}>
        <MenuLink render={<Link href={routes.resource(resourceId)} />}>
          <Pencil aria-hidden />
          {t('edit')}
        </MenuLink>
        <MenuSeparator />
        <MenuItem tone="bad" onSelect={onDelete}>
          <Trash2 aria-hidden />
          {t('delete')}
        </MenuItem>
      </Menu>
    </span>
  )
}
