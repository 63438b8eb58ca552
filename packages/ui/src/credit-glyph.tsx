/** The sign of a credit, three waves, drawn so that it looks the same on every machine. */
export function CreditGlyph({ className }: { className?: string }) {
  return (
    <svg
      aria-hidden
      viewBox="0 0 16 16"
      className={className ?? 'inline-block size-[0.78em] align-[-0.04em]'}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.7"
      strokeLinecap="round"
    >
      <path d="M1.5 4.2c2-2.6 4.4-2.6 6.5-.4s4.5 2.2 6.5-.4M1.5 8.5c2-2.6 4.4-2.6 6.5-.4s4.5 2.2 6.5-.4M1.5 12.8c2-2.6 4.4-2.6 6.5-.4s4.5 2.2 6.5-.4" />
    </svg>
  )
}
