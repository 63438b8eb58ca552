/** A moment in words ("2 minutes ago") whose exact time shows on hover and is read by machines. */
export function Time({ value, text, exact }: { value: Date; text: string; exact: string }) {
  return (
    <time dateTime={value.toISOString()} title={exact} className="whitespace-nowrap">
      {text}
    </time>
  )
}
