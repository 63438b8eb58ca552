import { createHash } from 'node:crypto'
import { parseArgs } from 'node:util'
import { convertPicture } from '@aetherflow/pictures/convert-picture'
import { guardDecoders } from '@aetherflow/pictures/guard-decoders'
import { thumbSide } from '@aetherflow/pictures/limits'
import { aigcXmp } from '@aetherflow/pictures/metadata/aigc-xmp'
import { relabel } from '@aetherflow/pictures/metadata/relabel'
import { openPicture } from '@aetherflow/pictures/open-picture'
import type { Conversion } from '@aetherflow/pictures/picture'
import { preparePicture } from '@aetherflow/pictures/prepare-picture'
import sharp from 'sharp'
import { cpuOf } from './measure/cpu-of.ts'
import { median } from './measure/median.ts'
import { type Photo, photos } from './stage/photo.ts'

// What the thumbnail costs beside the full image, and what it costs as AVIF, WebP, or in a decode of its own (README.md).
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '5' } } })
const rounds = Number(values.rounds)
const bound = 1.2
const producer = 'Aetherflow'
const provenance = { produceId: 'bench' }

const samples = await photos()
guardDecoders()
const sum = { alone: 0, both: 0 }
const ratios: string[] = []
for (const photo of samples) {
  const works = worksOn(photo)
  const figures = new Map<string, number[]>(Object.keys(works).map((name) => [name, []]))
  for (let round = 0; round < rounds; round += 1)
    for (const [name, work] of Object.entries(works)) figures.get(name)?.push(await cpuOf(work))
  const cpu = (name: keyof typeof works) => median(figures.get(name) ?? [])

  const alone = cpu('store') + cpu('serve')
  const both = cpu('store-with-thumbnail') + cpu('serve')
  console.log(`${photo.format} of ${(photo.bytes.byteLength / 1e6).toFixed(2)} MB, ms of CPU:`)
  for (const name of Object.keys(works) as (keyof typeof works)[])
    console.log(`  ${name.padEnd(32)} ${cpu(name).toFixed(1)}`)
  console.log(`  full alone (store + serve)       ${alone.toFixed(1)}`)
  console.log(`  full and thumbnail               ${both.toFixed(1)}`)
  sum.alone += alone
  sum.both += both
  ratios.push(
    `${photo.format}=${(both / alone).toFixed(3)}`,
    `${photo.format}-storing-only=${(cpu('store-with-thumbnail') / cpu('store')).toFixed(3)}`,
  )
}
await compareThumbnails(samples)
const all = sum.both / sum.alone
console.log(`ratio full-and-thumbnail-over-full=${all.toFixed(3)} ${ratios.join(' ')}`)
if (all > bound) {
  console.error(`error: the thumbnail costs more than ${bound} of the full image`)
  process.exitCode = 1
}

/**
 * The full image is stored (checked, stripped and labelled, hashed) and served as a download is by default (decoded, the
 * label drawn, encoded, labelled). Without a thumbnail it would be checked by the cheapest decode there is. The bound is on
 * one picture of each format together; each is printed, and so is the thumbnail's share of storing alone.
 */
function worksOn({ format, bytes }: Photo) {
  const conversion: Conversion = { format, longest: null, mark: true, provenance }
  const xmp = aigcXmp(producer, provenance)
  return {
    store: async () => {
      const picture = await openPicture(bytes)
      if (picture === null) throw new Error('the sample cannot be read')
      await picture.decode().resize(16, 16, { fit: 'inside' }).raw().toBuffer()
      const labelled = relabel(bytes, format, picture, xmp)
      createHash('sha256')
        .update(labelled ?? '')
        .digest('hex')
    },
    'store-with-thumbnail': () => preparePicture(bytes, producer, provenance),
    serve: () => convertPicture(bytes, producer, conversion),
  }
}

async function compareThumbnails([photo]: Photo[]): Promise<void> {
  if (photo === undefined) return
  const small = await sharp(photo.bytes)
    .resize(thumbSide, thumbSide, { fit: 'inside' })
    .raw()
    .toBuffer({ resolveWithObject: true })
  const { width, height, channels } = small.info
  const pixels = () => sharp(small.data, { raw: { width, height, channels } })
  const encoders = {
    'webp, effort 0 (ours)': () => pixels().webp({ quality: 80, effort: 0 }).toBuffer(),
    'webp, effort 2': () => pixels().webp({ quality: 80, effort: 2 }).toBuffer(),
    'webp, effort 4': () => pixels().webp({ quality: 80, effort: 4 }).toBuffer(),
    'avif, effort 0': () => pixels().avif({ quality: 50, effort: 0 }).toBuffer(),
    'avif, effort 2': () => pixels().avif({ quality: 50, effort: 2 }).toBuffer(),
  }
  console.log(`thumbnail of ${width} × ${height} out of its pixels:`)
  for (const [name, encode] of Object.entries(encoders)) {
    const cpu = await cpuOf(encode, 10)
    const { byteLength } = await encode()
    console.log(`  ${name.padEnd(32)} ${cpu.toFixed(1)} ms, ${(byteLength / 1e3).toFixed(1)} kB`)
  }
  const again = await cpuOf(() =>
    sharp(photo.bytes)
      .resize(thumbSide, thumbSide, { fit: 'inside' })
      .webp({ effort: 0 })
      .toBuffer(),
  )
  console.log(`  with a decode of its own         ${again.toFixed(1)} ms`)
}
