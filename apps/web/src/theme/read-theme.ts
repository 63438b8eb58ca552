import { cookies } from 'next/headers'
import { isTheme, type Theme, themeCookie } from './theme.ts'

/** The theme of this request. Because the server knows it, the first paint is right without a script. */
export async function readTheme(): Promise<Theme> {
  const value = (await cookies()).get(themeCookie)?.value
  return isTheme(value) ? value : 'system'
}
