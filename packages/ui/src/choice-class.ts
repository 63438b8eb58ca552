/** The look of something that can be chosen: chip, tile or card; Base UI marks the chosen one. */
export const choiceClass =
  'rounded-control border border-line text-ink-2 transition-colors duration-160 ease-tide hover:border-line-strong hover:text-ink ' +
  'data-checked:border-flow data-checked:bg-foam data-checked:text-ink data-pressed:border-flow data-pressed:bg-foam data-pressed:text-ink ' +
  'data-disabled:opacity-55'
