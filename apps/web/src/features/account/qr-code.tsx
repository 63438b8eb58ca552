import { encode } from 'uqr'
import { pathOfModules } from './path-of-modules.ts'

/** Cameras need dark on light and the quiet zone of four modules (ISO 18004), whatever the theme. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { size, data } = encode(text, { ecc: 'M', border: 4 })
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="size-48 rounded-image border border-line forced-color-adjust-none"
    >
      <rect width={size} height={size} fill="white" />
      <path d={pathOfModules(data)} fill="black" />
    </svg>
  )
}
