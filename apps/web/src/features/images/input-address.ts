import type { Capability } from '@aetherflow/api/tasks/schemas'
import { routes } from '../../routes.ts'

/** Where the studio opens with one of the caller's images as its picture, to do this with it. */
export function inputAddress(imageId: string, to?: Capability['operation']): string {
  return `${routes.studio}?input=result:${imageId}${to === undefined ? '' : `&to=${to}`}`
}
