/** A key or chord, such as "⌘↵". */
export function Kbd({ children }: { children: string }) {
  return (
    <kbd className="rounded-image border border-current/30 px-1 font-mono text-xs">{children}</kbd>
  )
}
