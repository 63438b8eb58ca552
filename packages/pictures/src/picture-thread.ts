import { adoptPicture } from './adopt-picture.ts'
import { convertPicture } from './convert-picture.ts'
import { guardDecoders } from './guard-decoders.ts'
import type { PictureJob } from './picture-job.ts'
import { preparePicture } from './prepare-picture.ts'

guardDecoders()

/** Runs in a thread of its own: a picture costs the CPU of a hundred submits. */
export default function runPictureJob(job: PictureJob) {
  switch (job.kind) {
    case 'prepare':
      return preparePicture(job.bytes, job.producer, job.provenance)
    case 'convert':
      return convertPicture(job.bytes, job.producer, job.conversion)
    case 'adopt':
      return adoptPicture(job.bytes)
  }
}
