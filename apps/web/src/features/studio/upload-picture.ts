import type { PictureFacts } from './use-picture.ts'

/** What became of an upload: stored, refused with a code of ours, or ended by the person. */
export type Uploaded =
  | { kind: 'stored'; picture: PictureFacts }
  | { kind: 'refused'; code: string; params: Record<string, unknown> }
  | { kind: 'cancelled' }

type Options = {
  /** The same for every try of one file: the server stores it once. */
  clientId: string
  signal: AbortSignal
  /** From 0 to 1. */
  onProgress: (share: number) => void
}

const timeoutMs = 120_000

/** Sends a picture to the upload door. XMLHttpRequest, because fetch does not tell how far a body is. */
export function uploadPicture(file: Blob, options: Options): Promise<Uploaded> {
  const { clientId, signal, onProgress } = options
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    const cancel = () => request.abort()
    const end = (outcome: Uploaded) => {
      signal.removeEventListener('abort', cancel)
      resolve(outcome)
    }
    const lost = () => end({ kind: 'refused', code: 'OFFLINE', params: {} })
    request.open('POST', `/api/uploads/${clientId}`)
    request.setRequestHeader('content-type', file.type)
    request.timeout = timeoutMs
    request.upload.addEventListener('progress', ({ loaded, total }) =>
      onProgress(total > 0 ? loaded / total : 0),
    )
    request.addEventListener('load', () => end(readAnswer(request.status, request.responseText)))
    request.addEventListener('error', lost)
    request.addEventListener('timeout', lost)
    request.addEventListener('abort', () => end({ kind: 'cancelled' }))
    signal.addEventListener('abort', cancel)
    request.send(file)
  })
}

/** What the door answered, whatever stands between: a proxy's own page is no answer of ours. */
export function readAnswer(status: number, text: string): Uploaded {
  const answer = readObject(text)
  const { id, width, height, mimeType, sizeBytes, url, thumbUrl } = answer
  if (
    status === 200 &&
    typeof id === 'string' &&
    typeof width === 'number' &&
    typeof height === 'number' &&
    typeof mimeType === 'string' &&
    typeof sizeBytes === 'number' &&
    typeof url === 'string'
  ) {
    const small = typeof thumbUrl === 'string' ? thumbUrl : url
    const facts = { width, height, mimeType, sizeBytes, url, thumbUrl: small }
    return { kind: 'stored', picture: { kind: 'upload', id, ...facts } }
  }
  const { reason, params } = answer
  const fallback = status === 413 ? 'PICTURE_TOO_LARGE' : status === 0 ? 'OFFLINE' : 'INTERNAL'
  return {
    kind: 'refused',
    code: typeof reason === 'string' ? reason : fallback,
    params: typeof params === 'object' && params !== null ? { ...params } : {},
  }
}

function readObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}
