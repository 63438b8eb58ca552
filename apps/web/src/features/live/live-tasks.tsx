'use client'
import type { TaskView } from '@aetherflow/api/tasks/schemas'
import { useQueryClient } from '@tanstack/react-query'
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react'
import { useTRPC, useTRPCClient } from '../../trpc/client.tsx'
import { readApiError } from '../errors/read-api-error.ts'
import { connectLive, type LiveMode } from './connect-live.ts'
import { createLiveStore, isUnfinished, type LiveStore, newerOf } from './live-store.ts'

const LiveContext = createContext<LiveStore | null>(null)
const ModeContext = createContext<LiveMode>('connecting')

const pollMs = 3_000
const balanceMs = 800

/** Keeps one stream per browser for the pages below, and reads again when something was missed. */
export function LiveTasks({ account, children }: { account: string; children: ReactNode }) {
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queries = useQueryClient()
  const [store] = useState(createLiveStore)
  const [mode, setMode] = useState<LiveMode>('connecting')

  useEffect(() => {
    const readAgain = () => void queries.invalidateQueries({ queryKey: trpc.tasks.pathKey() })
    const readBalance = coalesced(balanceMs, () => {
      void queries.invalidateQueries({ queryKey: trpc.wallet.balances.queryKey() })
    })
    const disconnect = connectLive({
      account,
      locks: navigator.locks,
      openChannel:
        typeof BroadcastChannel === 'undefined' ? undefined : (name) => new BroadcastChannel(name),
      known: store.tasks,
      onMode: setMode,
      onEvent(event) {
        if (store.apply(event)) readAgain()
        if (!event.present) readBalance.soon()
      },
      openStream: ({ onEvent, onEnd, onBreak }) =>
        client.tasks.watch.subscribe(undefined, {
          onData: ({ data }) => onEvent(data),
          onError: (error) => onEnd(readApiError(error).code),
          onComplete: () => onEnd(null),
          onConnectionStateChange: ({ state, error }) => {
            if (state === 'connecting' && error !== null) onBreak()
          },
        }).unsubscribe,
    })
    return () => {
      readBalance.cancel()
      disconnect()
    }
  }, [account, client, queries, store, trpc])

  useEffect(() => {
    if (mode !== 'polling') return
    store.forgetUnfinished()
    const timer = setInterval(() => {
      if (!store.isWaiting()) return
      void queries.invalidateQueries({ queryKey: trpc.tasks.pathKey() })
      void queries.invalidateQueries({ queryKey: trpc.wallet.balances.queryKey() })
    }, pollMs)
    return () => clearInterval(timer)
  }, [mode, queries, store, trpc])

  return (
    <LiveContext value={store}>
      <ModeContext value={mode}>{children}</ModeContext>
    </LiveContext>
  )
}

/** Whether changes come by themselves. */
export const useLiveMode = (): LiveMode => useContext(ModeContext)

/** The store itself, and a re-render with each change. */
export function useLiveStore(): { store: LiveStore; version: number } {
  const store = useContext(LiveContext)
  if (store === null) throw new Error('useLiveStore belongs below <LiveTasks>')
  const version = useSyncExternalStore(store.subscribe, store.version, () => 0)
  return { store, version }
}

/** These tasks as they are now. */
export function useLiveList<Task extends TaskView>(read: readonly Task[]): Task[] {
  const { store, version } = useLiveStore()
  const tasks = useMemo(() => {
    // The store is one object for ever; its version says when to look again.
    void version
    return read.map((task) => ({ ...task, ...newerOf(task, store.get(task.id)) }))
  }, [read, store, version])
  const waiting = tasks
    .filter(isUnfinished)
    .map(({ id }) => id)
    .join(' ')
  useEffect(() => store.show(waiting === '' ? [] : waiting.split(' ')), [store, waiting])
  return tasks
}

function coalesced(ms: number, act: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    soon() {
      timer ??= setTimeout(() => {
        timer = undefined
        act()
      }, ms)
    },
    cancel: () => clearTimeout(timer),
  }
}
