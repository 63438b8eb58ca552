import { Button } from '@aetherflow/ui/button'
import { ImagePlus } from 'lucide-react'
import { useRef } from 'react'
import { pictureTypes } from './picture-fit.ts'

/** A native file input under a button's look: it works with keyboard, screen reader and phone alike. */
export function ChooseFile({
  label,
  onFiles,
}: {
  label: string
  onFiles: (files: FileList | null) => void
}) {
  const field = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={field}
        type="file"
        accept={pictureTypes.join(',')}
        aria-label={label}
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => {
          onFiles(event.target.files)
          // The same file again is a choice too.
          event.target.value = ''
        }}
      />
      <Button variant="quiet" size="dense" onClick={() => field.current?.click()}>
        <ImagePlus aria-hidden className="size-4" />
        {label}
      </Button>
    </>
  )
}
