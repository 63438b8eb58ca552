const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/**
 * Our UUID as Alipay takes it: letters, digits and `_` only, so 32 hex digits.
 * @returns null for an id that is no lower-case UUID, which could not be mapped back
 */
export function outTradeNoOf(id: string): string | null {
  return uuid.test(id) ? id.replaceAll('-', '') : null
}

/**
 * Back to our UUID.
 * @returns null when the number is not one of ours
 */
export function idOfOutTradeNo(outTradeNo: string): string | null {
  if (!/^[0-9a-f]{32}$/.test(outTradeNo)) return null
  return outTradeNo.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
