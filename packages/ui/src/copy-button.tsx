'use client'
import { Check, Copy } from 'lucide-react'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { buttonClass } from './button-class.tsx'

type Props = { text: string; label: string; copiedLabel: string; iconOnly?: boolean }

/** Copies and says so in place. Without a secure context there is no clipboard, so the button is not drawn. */
export function CopyButton({ text, label, copiedLabel, iconOnly = false }: Props) {
  const available = useSyncExternalStore(never, hasClipboard, () => true)
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 2000)
    return () => clearTimeout(timer)
  }, [copied])
  if (!available) return null
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
  }
  const Icon = copied ? Check : Copy
  const word = copied ? copiedLabel : label
  return (
    <button
      type="button"
      onClick={() => void copy()}
      aria-label={iconOnly ? word : undefined}
      className={buttonClass({ variant: 'quiet', size: 'dense' })}
    >
      <Icon aria-hidden className="size-4" />
      {!iconOnly && <span aria-live="polite">{word}</span>}
    </button>
  )
}

const never = () => () => {}
const hasClipboard = () => Boolean(navigator.clipboard)
