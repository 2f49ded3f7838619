import { imageSize } from '../../machine/image.ts';

/** Bytes of the disk that an image file makes: whole sectors. */
export const imageBytes = (path: string): number => Math.ceil(imageSize(path) / 512) * 512;
