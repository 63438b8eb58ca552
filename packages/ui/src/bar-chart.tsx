import { labelledBars, niceCeiling, stack } from './chart-scale.ts'

export type ChartSeries = { key: string; name: string; total: string }
export type ChartBar = {
  key: string
  /** Under the axis, short. */
  label: string
  /** Said on hover, with the amount of each block. */
  title: string
  /** One for each series. */
  values: readonly number[]
}

type Props = {
  /** One sentence that says what the picture shows; it is its caption and what a screen reader reads. */
  summary: string
  series: readonly ChartSeries[]
  bars: readonly ChartBar[]
  format: (value: number) => string
  /** Without axis, names and legend, for a glance. */
  bare?: boolean
}

const fills = [
  'fill-chart-1',
  'fill-chart-2',
  'fill-chart-3',
  'fill-chart-4',
  'fill-chart-5',
  'fill-chart-6',
] as const
const swatches = [
  'bg-chart-1',
  'bg-chart-2',
  'bg-chart-3',
  'bg-chart-4',
  'bg-chart-5',
  'bg-chart-6',
] as const
const height = 160
const bareHeight = 44

/** Stacked bars, drawn in place by attributes alone: no script of others, nothing a strict policy refuses. */
export function BarChart({ summary, series, bars, format, bare = false }: Props) {
  const sums = bars.map(({ values }) => values.reduce((sum, value) => sum + Math.max(0, value), 0))
  const ceiling = niceCeiling(Math.max(0, ...sums))
  const drawing = <Drawing summary={summary} bars={bars} ceiling={ceiling} bare={bare} />
  if (bare) return drawing
  return (
    <figure className="grid gap-3">
      <figcaption className="text-ink-2">{summary}</figcaption>
      <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1.5 pt-2">
        <div aria-hidden className="num grid content-between text-end text-xs text-ink-2">
          {[1, 0.5, 0].map((share) => (
            <span key={share} className="-my-2">
              {format(ceiling * share)}
            </span>
          ))}
        </div>
        {drawing}
        <span />
        <div aria-hidden className="flex justify-between text-xs text-ink-2">
          {labelledBars(bars.length).map((at) => (
            <span key={at} className="num max-sm:nth-[even]:hidden">
              {bars[at]?.label}
            </span>
          ))}
        </div>
      </div>
      <Legend series={series} />
    </figure>
  )
}

type DrawingProps = Pick<Props, 'summary' | 'bars'> & { ceiling: number; bare: boolean }

function Drawing({ summary, bars, ceiling, bare }: DrawingProps) {
  const tall = bare ? bareHeight : height
  const wide = 100 / Math.max(1, bars.length)
  const percent = (value: number) => `${value.toFixed(3)}%`
  return (
    <svg
      role="img"
      aria-label={summary}
      width="100%"
      height={tall}
      className="block overflow-visible"
    >
      {(bare ? [0] : [0, 0.5, 1]).map((share) => (
        <line
          key={share}
          x1="0"
          x2="100%"
          y1={tall * (1 - share)}
          y2={tall * (1 - share)}
          className={share === 0 ? 'stroke-line-strong' : 'stroke-line'}
        />
      ))}
      {bars.map((bar, at) => (
        <g key={bar.key} className="hover:opacity-75">
          <title>{bar.title}</title>
          <rect
            x={percent(at * wide)}
            width={percent(wide)}
            y={0}
            height={tall}
            fill="transparent"
          />
          {stack(bar.values, ceiling).map((block) => (
            <rect
              key={block.series}
              x={percent((at + 0.14) * wide)}
              width={percent(0.72 * wide)}
              y={tall * (1 - block.to)}
              height={Math.max(1, tall * (block.to - block.from))}
              className={`forced-color-adjust-none ${fills[block.series % fills.length] ?? ''}`}
            />
          ))}
        </g>
      ))}
    </svg>
  )
}

function Legend({ series }: Pick<Props, 'series'>) {
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1.5">
      {series.map((one, at) => (
        <li key={one.key} className="inline-flex items-baseline gap-2">
          <span
            aria-hidden
            className={`size-2.5 flex-none rounded-image forced-color-adjust-none ${swatches[at % swatches.length] ?? ''}`}
          />
          <span className="wrap-anywhere">{one.name}</span>
          <span className="num text-ink-2">{one.total}</span>
        </li>
      ))}
    </ul>
  )
}
