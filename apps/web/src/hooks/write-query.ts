/** Keeps a choice in the address, so that a reload or a shared link shows the same; the page is not asked again. */
export function writeQuery(name: string, value: string | null): void {
  const url = new URL(window.location.href)
  if (value === null) url.searchParams.delete(name)
  else url.searchParams.set(name, value)
  window.history.replaceState(null, '', url)
}
