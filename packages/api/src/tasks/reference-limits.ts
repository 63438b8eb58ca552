/** Of a picture as it is sent. */
export const maxUploadBytes = 10 * 1024 * 1024
export const maxUploadPixels = 40_000_000
/** Of one person, deleted ones not counted. */
export const maxPictures = 100
export const maxPicturesBytes = 500 * 1024 * 1024
/** After the last use. */
export const keptDays = 30
