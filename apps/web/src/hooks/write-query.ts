/** Keeps a choice in the address, so that a reload or a shared link shows the same; the page is not asked again. */
export function writeQuery(name: string, value: string | null): void {
  window.history.replaceState(null, '', withQuery(name, value))
}

/** The same as a step of its own, which Back undoes. */
export function pushQuery(name: string, value: string | null): void {
  window.history.pushState(null, '', withQuery(name, value))
}

function withQuery(name: string, value: string | null): URL {
  const url = new URL(window.location.href)
  if (value === null) url.searchParams.delete(name)
  else url.searchParams.set(name, value)
  return url
}
