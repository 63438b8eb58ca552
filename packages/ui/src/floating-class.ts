/** Whatever floats above the page: border first, the one shadow second. */
export const floatingClass =
  'rounded-card border border-line bg-surface text-ink shadow-float outline-none ' +
  'transition-[opacity,translate] duration-160 ease-tide data-starting-style:translate-y-1 data-starting-style:opacity-0 data-ending-style:opacity-0'
