/** UTC hours as a 24-bit mask, bit h for hour h. */
export function toHoursMask(hours: readonly number[]): number {
  return hours.reduce((mask, hour) => mask | (1 << hour), 0)
}

export function fromHoursMask(mask: number): number[] {
  return Array.from({ length: 24 }, (_, hour) => hour).filter((hour) => (mask & (1 << hour)) !== 0)
}
