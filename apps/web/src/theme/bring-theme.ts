import { applyTheme } from './apply-theme.ts'
import { type Theme, themeCookie } from './theme.ts'

/** On a device that has chosen no theme yet, the one that stands in the profile; a failure is no reason to wait. */
export async function bringTheme(readProfile: () => Promise<{ theme: Theme }>): Promise<void> {
  if (document.cookie.split('; ').some((part) => part.startsWith(`${themeCookie}=`))) return
  try {
    const { theme } = await readProfile()
    if (theme !== 'system') applyTheme(theme)
  } catch {
    // The device's own theme is shown, as before.
  }
}
