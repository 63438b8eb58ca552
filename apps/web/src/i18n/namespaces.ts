import type auth from '../../messages/en/auth.json'
import type common from '../../messages/en/common.json'
import type errors from '../../messages/en/errors.json'
import type landing from '../../messages/en/landing.json'
import type shell from '../../messages/en/shell.json'
import type orders from '../../messages/en/orders.json'
import type provide from '../../messages/en/provide.json'
import type wallet from '../../messages/en/wallet.json'
import type account from '../../messages/en/account.json'
import type outbox from '../../messages/en/outbox.json'
import type studio from '../../messages/en/studio.json'
import type runs from '../../messages/en/runs.json'
import type tasks from '../../messages/en/tasks.json'
import type disputes from '../../messages/en/disputes.json'
import type desk from '../../messages/en/desk.json'
import type history from '../../messages/en/history.json'
import type receipts from '../../messages/en/receipts.json'
import type earnings from '../../messages/en/earnings.json'
import type limits from '../../messages/en/limits.json'
import type usage from '../../messages/en/usage.json'

/** One file per namespace and language: messages/{en,zh}/<namespace>.json. */
export type Messages = {
  outbox: typeof outbox
  account: typeof account
  auth: typeof auth
  common: typeof common
  errors: typeof errors
  landing: typeof landing
  shell: typeof shell
  orders: typeof orders
  provide: typeof provide
  wallet: typeof wallet
  disputes: typeof disputes
  desk: typeof desk
  history: typeof history
  tasks: typeof tasks
  runs: typeof runs
  studio: typeof studio
  usage: typeof usage
  limits: typeof limits
  receipts: typeof receipts
  earnings: typeof earnings
}

export type Namespace = keyof Messages

const all: Record<Namespace, true> = {
  outbox: true,
  account: true,
  auth: true,
  common: true,
  errors: true,
  landing: true,
  shell: true,
  orders: true,
  provide: true,
  wallet: true,
  disputes: true,
  desk: true,
  history: true,
  tasks: true,
  runs: true,
  studio: true,
  usage: true,
  limits: true,
  receipts: true,
  earnings: true,
}

export const namespaces = Object.keys(all) as Namespace[]
