/** Above what any upstream of the catalogue may answer. */
export const maxPictureBytes = 25_000_000

/** 40 MP: far above what the catalogue's models make, far below what would fill the memory. */
export const maxPixels = 40_000_000

/** Two pixels for each of the widest tile's. */
export const thumbSide = 512
export const placeholderSide = 16

/** libvips gives up a single operation after this. */
export const operationSeconds = 20
