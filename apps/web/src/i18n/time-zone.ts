import { cookies } from 'next/headers'

const timeZoneCookie = 'time-zone'

/** The reader's time zone as their browser told us, UTC until it has. */
export async function readTimeZone(): Promise<string> {
  const asked = (await cookies()).get(timeZoneCookie)?.value
  return asked && isTimeZone(asked) ? asked : 'UTC'
}

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}
