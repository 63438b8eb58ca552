'use client'
import type { ImageView } from '@aetherflow/api/tasks/schemas'
import { buttonClass } from '@aetherflow/ui/button-class'
import { Menu, MenuLink } from '@aetherflow/ui/menu'
import { CopyPlus, Layers, Maximize2, Paintbrush, Scissors } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Link } from '../../i18n/navigation.ts'
import { inputAddress } from './input-address.ts'

const ways = [
  { name: 'edit', to: 'image-to-image', Icon: CopyPlus },
  { name: 'inpaint', to: 'inpaint', Icon: Paintbrush },
  { name: 'upscale', to: 'upscale', Icon: Maximize2 },
  { name: 'background', to: 'remove-background', Icon: Scissors },
] as const

/** Takes a picture back to the studio, to be worked on. */
export function WorkOnMenu({ image }: { image: Pick<ImageView, 'id'> }) {
  const t = useTranslations('tasks.workOn')
  return (
    <Menu
      align="start"
      trigger={
        <button type="button" className={buttonClass({})}>
          <Layers aria-hidden className="size-4" />
          {t('open')}
        </button>
      }
    >
      {ways.map(({ name, to, Icon }) => (
        <MenuLink key={name} render={<Link href={inputAddress(image.id, to)} />}>
          <Icon aria-hidden className="size-4" />
          {t(name)}
        </MenuLink>
      ))}
    </Menu>
  )
}
