import {
  GalleryVerticalEnd,
  KeyRound,
  type LucideIcon,
  UserRound,
  WalletMinimal,
  Waves,
} from 'lucide-react'
import { routes } from '../../routes.ts'
import type { Viewer } from './viewer.ts'

type NavigationItem = {
  name: 'create' | 'history' | 'wallet' | 'provide' | 'me'
  href: string
  icon: LucideIcon
  also?: readonly string[]
}

const create: NavigationItem = { name: 'create', href: routes.studio, icon: Waves, also: ['/runs'] }
const history: NavigationItem = {
  name: 'history',
  href: routes.history,
  icon: GalleryVerticalEnd,
  also: ['/tasks'],
}
const wallet: NavigationItem = {
  name: 'wallet',
  href: routes.wallet,
  icon: WalletMinimal,
  also: ['/orders'],
}
const provide: NavigationItem = { name: 'provide', href: routes.provide, icon: KeyRound }
const me: NavigationItem = { name: 'me', href: routes.account, icon: UserRound }

/** The rail of a wide screen: "Provide" is there for everybody, since it is also where one becomes a provider. */
export function railItems(): readonly NavigationItem[] {
  return [create, history, wallet, provide]
}

/** Four places for a thumb: a provider's resources stand where others find their account. */
export function bottomItems(role: Viewer['role']): readonly NavigationItem[] {
  return [create, history, wallet, role === 'consumer' ? me : provide]
}

export function isHere(item: NavigationItem, pathname: string): boolean {
  return [item.href, ...(item.also ?? [])].some(
    (start) => pathname === start || pathname.startsWith(`${start}/`),
  )
}
