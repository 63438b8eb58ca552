import { useEffect } from 'react'

/** A picture in the clipboard goes into the field, unless somebody pastes words into a text field. */
export function usePaste(take: (files: FileList) => void): void {
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const files = event.clipboardData?.files
      if (!files || files.length === 0) return
      event.preventDefault()
      take(files)
    }
    window.addEventListener('paste', onPaste)
    return () => window.removeEventListener('paste', onPaste)
  })
}
