'use client'
import { AspectTile } from '@aetherflow/ui/aspect-tile'
import { Button } from '@aetherflow/ui/button'
import { Dialog } from '@aetherflow/ui/dialog'
import { EmptyState } from '@aetherflow/ui/empty-state'
import { LoadMore } from '@aetherflow/ui/load-more'
import { Picture } from '@aetherflow/ui/picture'
import { Skeleton } from '@aetherflow/ui/skeleton'
import { Tabs } from '@aetherflow/ui/tabs'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC, useTRPCClient } from '../../trpc/client.tsx'
import { ApiError } from '../errors/api-error.tsx'
import { excerpt } from '../images/excerpt.ts'
import type { PictureRef } from './draft.ts'

type Kind = PictureRef['kind']
type Tile = PictureRef & { width: number; height: number; thumbUrl: string; name: string }
type Page = { tiles: Tile[]; before: string | null }

const pageSize = 24

/** One's own pictures to work on: results, and what was uploaded before. */
export function OwnPictures({
  onPick,
  onClose,
}: {
  onPick: (picture: PictureRef) => void
  onClose: () => void
}) {
  const t = useTranslations('studio.picture')
  const common = useTranslations('common')
  const [kind, setKind] = useState<Kind>('result')
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => !open && onClose()}
      title={t('ownTitle')}
      closeLabel={common('close')}
    >
      <Tabs<Kind>
        label={t('ownTitle')}
        value={kind}
        onChange={setKind}
        tabs={[
          { value: 'result', label: t('results'), panel: <Tiles kind="result" onPick={onPick} /> },
          { value: 'upload', label: t('uploads'), panel: <Tiles kind="upload" onPick={onPick} /> },
        ]}
      />
    </Dialog>
  )
}

function Tiles({ kind, onPick }: { kind: Kind; onPick: (picture: PictureRef) => void }) {
  const t = useTranslations('studio.picture')
  const common = useTranslations('common')
  const query = useOwnPictures(kind)
  const tiles = query.data?.pages.flatMap((page) => page.tiles) ?? []
  if (query.isPending) {
    return (
      <div aria-live="polite" className="grid grid-cols-3 gap-2 sm:grid-cols-5">
        <span className="sr-only">{common('loading')}</span>
        {Array.from({ length: 10 }, (_, index) => (
          <Skeleton key={index} className="aspect-square w-full" />
        ))}
      </div>
    )
  }
  if (query.isError && tiles.length === 0) {
    const retry = <Button onClick={() => void query.refetch()}>{common('retry')}</Button>
    return <ApiError error={query.error} action={retry} />
  }
  if (tiles.length === 0) {
    return <EmptyState title={t(`none.${kind}`)}>{t(`noneAdvice.${kind}`)}</EmptyState>
  }
  return (
    <div className="grid gap-3">
      <ul className="grid grid-cols-3 gap-2 sm:grid-cols-5">
        {tiles.map(({ id, thumbUrl, width, height, name }) => (
          <li key={id}>
            <button
              type="button"
              aria-label={t('use', { name })}
              title={name}
              onClick={() => onPick({ kind, id })}
              className="block w-full rounded-image outline-offset-2 hover:opacity-85"
            >
              <AspectTile width={1} height={1}>
                <Picture
                  src={thumbUrl}
                  alt=""
                  width={width}
                  height={height}
                  loading="lazy"
                  className="size-full object-contain"
                />
              </AspectTile>
            </button>
          </li>
        ))}
      </ul>
      <LoadMore
        more={query.hasNextPage}
        loading={query.isFetchingNextPage}
        onMore={() => void query.fetchNextPage()}
        label={common('loadMore')}
        loadingLabel={common('loading')}
        endText=""
      />
    </div>
  )
}

function useOwnPictures(kind: Kind) {
  const trpc = useTRPC()
  const client = useTRPCClient()
  const format = useFormatter()
  const moment = (at: Date) =>
    format.dateTime(at, { dateStyle: 'medium', timeStyle: 'short', hour12: false })
  const page = (before: string | null) => ({
    limit: pageSize,
    ...(before === null ? {} : { before }),
  })
  const readResults = async (before: string | null): Promise<Page> => {
    const { tasks, more } = await client.tasks.list.query({
      ...page(before),
      statuses: ['completed'],
    })
    return {
      tiles: tasks.flatMap(({ image, prompt, createdAt }) =>
        image === null ? [] : [{ ...image, kind, name: excerpt(prompt, 60) || moment(createdAt) }],
      ),
      before: more ? (tasks.at(-1)?.id ?? null) : null,
    }
  }
  const readUploads = async (before: string | null): Promise<Page> => {
    const { pictures, more } = await client.tasks.referencePictures.query(page(before))
    return {
      tiles: pictures.map((picture) => ({
        ...picture,
        kind,
        name: moment(picture.createdAt),
      })),
      before: more ? (pictures.at(-1)?.id ?? null) : null,
    }
  }
  return useInfiniteQuery({
    queryKey: [...trpc.tasks.pathKey(), 'own-pictures', kind],
    queryFn: ({ pageParam }) =>
      kind === 'result' ? readResults(pageParam) : readUploads(pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (last: Page) => last.before,
  })
}
