/** Gives a heading the focus where what had it is gone; who has moved on is left alone. */
export function focusHeading(heading: HTMLElement | null | undefined): void {
  if (heading === null || heading === undefined) return
  if (document.activeElement !== null && document.activeElement !== document.body) return
  heading.tabIndex = -1
  heading.focus()
}
