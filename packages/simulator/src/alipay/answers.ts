import type { KeyObject } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { signText } from './signing.ts'

export type Answer = Readonly<Record<string, unknown>>

export const success = (fields: Answer): Answer => ({ code: '10000', msg: 'Success', ...fields })

/** A no about the trade. */
export const failed = (subCode: string, subMsg: string): Answer => ({
  code: '40004',
  msg: 'Business Failed',
  sub_code: subCode,
  sub_msg: subMsg,
})

/** A no about the request itself. */
export const invalid = (subCode: string, subMsg: string): Answer => ({
  code: '40002',
  msg: 'Invalid Arguments',
  sub_code: subCode,
  sub_msg: subMsg,
})

/** JSON whose inner object is signed as it stands on the wire; slashes are escaped, as the real gateway has them. */
export function sendSigned(
  response: ServerResponse,
  method: string,
  answer: Answer,
  key: KeyObject,
): void {
  const inner = JSON.stringify(answer).replaceAll('/', '\\/')
  const name = `${method.replaceAll('.', '_')}_response`
  response.writeHead(200, {
    'content-type': 'text/html;charset=utf-8',
    'cache-control': 'no-store',
  })
  response.end(`{${JSON.stringify(name)}:${inner},"sign":"${signText(inner, key)}"}`)
}
