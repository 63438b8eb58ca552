/** An outline of the shape "3:2" in a 28 px square. */
export function RatioGlyph({ ratio }: { ratio: string }) {
  const [width, height] = parseRatio(ratio)
  const scale = 22 / Math.max(width, height)
  const w = Math.max(8, width * scale)
  const h = Math.max(8, height * scale)
  return (
    <svg
      aria-hidden
      viewBox="0 0 28 28"
      className="size-7"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
    >
      <rect x={14 - w / 2} y={14 - h / 2} width={w} height={h} rx="1.5" />
    </svg>
  )
}

/** "16:9" as numbers; anything else counts as square. */
export function parseRatio(ratio: string): [number, number] {
  const [width, height] = ratio.split(':').map(Number)
  return width && height && width > 0 && height > 0 ? [width, height] : [1, 1]
}
