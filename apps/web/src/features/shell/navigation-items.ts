import {
  GalleryVerticalEnd,
  Landmark,
  KeyRound,
  type LucideIcon,
  UserRound,
  WalletMinimal,
  Waves,
} from 'lucide-react'
import { routes } from '../../routes.ts'
import type { Viewer } from './viewer.ts'

type NavigationItem = {
  name: 'create' | 'history' | 'wallet' | 'provide' | 'desk' | 'me'
  href: string
  icon: LucideIcon
  also?: readonly string[]
}

const create: NavigationItem = { name: 'create', href: routes.studio, icon: Waves, also: ['/runs'] }
const history: NavigationItem = {
  name: 'history',
  href: routes.history,
  icon: GalleryVerticalEnd,
  also: ['/tasks', '/disputes'],
}
const wallet: NavigationItem = {
  name: 'wallet',
  href: routes.wallet,
  icon: WalletMinimal,
  also: ['/orders'],
}
const provide: NavigationItem = { name: 'provide', href: routes.provide, icon: KeyRound }
const desk: NavigationItem = { name: 'desk', href: routes.desk, icon: Landmark }
const me: NavigationItem = { name: 'me', href: routes.account, icon: UserRound }

/**
 * The rail of a wide screen: "Provide" is there for everybody who can become a provider; an admin has the
 * desk in its place.
 */
export function railItems(role: Viewer['role']): readonly NavigationItem[] {
  return [create, history, wallet, role === 'admin' ? desk : provide]
}

/** Four places for a thumb: a provider's resources stand where others find their account. */
export function bottomItems(role: Viewer['role']): readonly NavigationItem[] {
  return [create, history, wallet, { consumer: me, provider: provide, admin: desk }[role]]
}

export function isHere(item: NavigationItem, pathname: string): boolean {
  return [item.href, ...(item.also ?? [])].some(
    (start) => pathname === start || pathname.startsWith(`${start}/`),
  )
}
