export const allHours: readonly number[] = Array.from({ length: 24 }, (_, hour) => hour)

/** Open hours as spans from and to (24 = midnight), a night's two halves joined; none when always open. */
export function hourSpans(hours: readonly number[]): { from: number; to: number }[] {
  const open = new Set(hours)
  if (open.size >= 24) return []
  return allHours
    .filter((hour) => open.has(hour) && !open.has((hour + 23) % 24))
    .map((from) => {
      let length = 1
      while (open.has((from + length) % 24)) length += 1
      return { from, to: (from + length) % 24 }
    })
}

const clock = (hour: number) => `${String(hour).padStart(2, '0')}:00`

/** "22:00–08:00, 12:00–13:00": in UTC, as the limits are. */
export function writeHours(hours: readonly number[]): string {
  return hourSpans(hours)
    .map(({ from, to }) => `${clock(from)}–${clock(to)}`)
    .join(', ')
}
