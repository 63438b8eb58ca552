import { notFound } from 'next/navigation'

/** Any path without a page: the not-found page of this language, made per request. */
export default function Rest(): never {
  notFound()
}
