import type auth from '../../messages/en/auth.json'
import type common from '../../messages/en/common.json'
import type errors from '../../messages/en/errors.json'
import type landing from '../../messages/en/landing.json'
import type shell from '../../messages/en/shell.json'

/** One file per namespace and language: messages/{en,zh}/<namespace>.json. */
export type Messages = {
  auth: typeof auth
  common: typeof common
  errors: typeof errors
  landing: typeof landing
  shell: typeof shell
}

export type Namespace = keyof Messages

const all: Record<Namespace, true> = {
  auth: true,
  common: true,
  errors: true,
  landing: true,
  shell: true,
}

export const namespaces = Object.keys(all) as Namespace[]
