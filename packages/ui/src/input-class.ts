export const inputClass =
  'w-full min-w-0 rounded-control border border-line-strong bg-surface px-2.5 text-base text-ink sm:text-ui ' +
  'transition-colors duration-160 hover:border-ink-2 aria-invalid:border-bad ' +
  'disabled:bg-sunken disabled:text-ink-2 [&:is(input,textarea)]:read-only:bg-sunken'
