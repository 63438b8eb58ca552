import type { PicturePool } from '@aetherflow/pictures/create-picture-pool'
import type { PreparedPicture } from '@aetherflow/pictures/picture'

/** What an upstream's picture becomes before it is stored. */
export type PreparedImage = PreparedPicture

/** Prepares a picture, or answers null when the bytes are no picture that we accept. */
export type PrepareImage = PicturePool['prepare']
