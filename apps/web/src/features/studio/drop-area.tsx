import { type DragEvent, type ReactNode, useState } from 'react'

/** Where a file may be dropped; it lights up under one that is dragged over it. */
export function DropArea({
  empty,
  onFiles,
  children,
}: {
  empty: boolean
  onFiles: (files: FileList) => void
  children: ReactNode
}) {
  const [over, setOver] = useState(false)
  const drag = (isOver: boolean) => (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    setOver(isOver)
  }
  const look = over
    ? 'border-flow bg-foam'
    : empty
      ? 'border-dashed border-line-strong'
      : 'border-line'
  return (
    <div
      onDragEnter={drag(true)}
      onDragOver={drag(true)}
      onDragLeave={drag(false)}
      onDrop={(event) => {
        drag(false)(event)
        onFiles(event.dataTransfer.files)
      }}
      className={`rounded-control border p-2 transition-colors duration-160 ${look}`}
    >
      {children}
    </div>
  )
}
