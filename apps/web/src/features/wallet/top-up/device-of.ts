import type { StartTopUp } from '@aetherflow/api/wallet/schemas'

type Seen = { userAgent: string; mobile?: boolean | undefined; touchPoints: number }

/** Which payment page suits the browser. A tablet that calls itself a Mac is told by its touch screen. */
export function deviceOf({ userAgent, mobile, touchPoints }: Seen): StartTopUp['device'] {
  if (mobile === true) return 'phone'
  const saysSo = /Android|iPhone|iPad|iPod|Mobile|HarmonyOS/i.test(userAgent)
  return saysSo || (/Macintosh/.test(userAgent) && touchPoints > 1) ? 'phone' : 'desktop'
}

/** The same of the browser that reads this page. */
export function deviceOfReader(): StartTopUp['device'] {
  const hints: unknown = Reflect.get(navigator, 'userAgentData')
  const mobile: unknown =
    typeof hints === 'object' && hints !== null ? Reflect.get(hints, 'mobile') : undefined
  return deviceOf({
    userAgent: navigator.userAgent,
    mobile: typeof mobile === 'boolean' ? mobile : undefined,
    touchPoints: navigator.maxTouchPoints,
  })
}
