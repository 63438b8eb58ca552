/** A value that outlives the page: in the browser's storage, the same in every tab, readable by React. */
export type StoredValue<Value> = {
  get: () => Value
  set: (next: Value) => void
  update: (change: (value: Value) => Value) => void
  subscribe: (listener: () => void) => () => void
}

type Codec<Value> = { parse: (text: string | null) => Value; format: (value: Value) => string }
/** What of the browser it needs; absent while a page is rendered on the server. */
export type Host = Pick<Window, 'localStorage' | 'addEventListener' | 'removeEventListener'>

/** Storage that is full or forbidden (private mode) is no reason to lose what was typed: memory remains. */
export function createStoredValue<Value>(
  key: string,
  { parse, format }: Codec<Value>,
  host: Host | undefined,
): StoredValue<Value> {
  const listeners = new Set<() => void>()
  let value = parse(read(host, key))
  const replace = (next: Value) => {
    value = next
    for (const listener of listeners) listener()
  }
  const onStorage = (event: StorageEvent) => {
    if (event.key === key) replace(parse(event.newValue))
  }
  const set = (next: Value) => {
    try {
      host?.localStorage.setItem(key, format(next))
    } catch {
      // See above.
    }
    replace(next)
  }
  return {
    get: () => value,
    set,
    update: (change) => set(change(value)),
    subscribe(listener) {
      if (listeners.size === 0) host?.addEventListener('storage', onStorage)
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) host?.removeEventListener('storage', onStorage)
      }
    },
  }
}

function read(host: Host | undefined, key: string): string | null {
  try {
    return host?.localStorage.getItem(key) ?? null
  } catch {
    return null
  }
}
