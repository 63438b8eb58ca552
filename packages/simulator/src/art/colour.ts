/** Lightness 0–1, chroma 0–0.4, hue in degrees (may run past 360 so that ramps can choose their way round). */
export type Oklch = readonly [lightness: number, chroma: number, hue: number]
export type Rgb = readonly [red: number, green: number, blue: number]

/** Converts to sRGB hex, taking chroma down until the colour fits (Björn Ottosson's OKLab matrices). */
export function toHex([lightness, chroma, hue]: Oklch): string {
  const safeLightness = Math.min(1, Math.max(0, lightness))
  for (let c = Math.max(0, chroma); c > 0; c -= 0.006) {
    const channels = toLinear([safeLightness, c, hue])
    if (channels.every((value) => value >= -0.0005 && value <= 1.0005)) return hexOf(channels)
  }
  return hexOf(toLinear([safeLightness, 0, hue]))
}

function toLinear([lightness, chroma, hue]: Oklch): Rgb {
  const angle = (hue * Math.PI) / 180
  const a = chroma * Math.cos(angle)
  const b = chroma * Math.sin(angle)
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ]
}

function hexOf(linear: Rgb): string {
  const pair = (value: number) => {
    const clamped = Math.min(1, Math.max(0, value))
    const encoded = clamped <= 0.0031308 ? 12.92 * clamped : 1.055 * clamped ** (1 / 2.4) - 0.055
    return Math.round(encoded * 255)
      .toString(16)
      .padStart(2, '0')
  }
  return `#${pair(linear[0])}${pair(linear[1])}${pair(linear[2])}`
}

/** Walks from one colour to another; the hue runs straight between the numbers given. */
export function mixOklch(from: Oklch, to: Oklch, t: number): Oklch {
  return [
    from[0] + (to[0] - from[0]) * t,
    from[1] + (to[1] - from[1]) * t,
    from[2] + (to[2] - from[2]) * t,
  ]
}

/** The channels of `#rrggbb`, 0–255. */
export function rgbOf(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16)
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255]
}

export function hexOfRgb(rgb: Rgb): string {
  return `#${rgb
    .map((value) =>
      Math.round(Math.min(255, Math.max(0, value)))
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`
}

/** Mixes two hex colours in sRGB; enough for shading within one picture. */
export function mixHex(from: string, to: string, t: number): string {
  const a = rgbOf(from)
  const b = rgbOf(to)
  return hexOfRgb([a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t])
}

export const lighten = (hex: string, t: number) => mixHex(hex, '#ffffff', t)
export const darken = (hex: string, t: number) => mixHex(hex, '#0a0c16', t)

/** Perceived brightness 0–1 (Rec. 709 on encoded values, good enough to order colours). */
export function brightness(hex: string): number {
  const [red, green, blue] = rgbOf(hex)
  return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255
}

/** Pushes a colour away from its own grey; 1 leaves it, 0 makes it grey. */
export function saturate(hex: string, amount: number): string {
  const grey = brightness(hex) * 255
  const [red, green, blue] = rgbOf(hex)
  return hexOfRgb([
    grey + (red - grey) * amount,
    grey + (green - grey) * amount,
    grey + (blue - grey) * amount,
  ])
}
