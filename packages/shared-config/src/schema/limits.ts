/** How long a text may be, in bytes of UTF-8, and each of the parts that slashes make of it. */
export interface Limits {
  bytes: number;
  part?: number;
}

/**
 * Linux takes 128 KiB as one argument; a quarter of it is left when a guest's shell gets it quoted
 * and as base64.
 */
export const longest: Limits = { bytes: 32_768 };
/** What has a form of its own has no reason to be longer. */
export const usual: Limits = { bytes: 4096 };
/** A name that may become that of a file. */
export const nameLength: Limits = { bytes: 255 };
/** PATH_MAX with its closing zero, and NAME_MAX. */
export const pathLength: Limits = { bytes: 4095, part: 255 };

/** What a text that is too long must be, like "at most 255 bytes long; it has 300". */
export function excess(text: string, { bytes, part }: Limits): string | undefined {
  // No UTF-16 unit takes more than three bytes.
  if (text.length * 3 <= (part ?? bytes)) return undefined;
  const length = Buffer.byteLength(text);
  if (length > bytes) return `at most ${bytes} bytes long; it has ${length}`;
  if (part === undefined) return undefined;
  const widest = Math.max(...text.split('/').map((one) => Buffer.byteLength(one)));
  if (widest <= part) return undefined;
  return `a path whose parts have at most ${part} bytes each; one has ${widest}`;
}

/**
 * What a list must be whose texts are too long together. One that is too long by itself is told as
 * such.
 */
export function totalExcess(items: readonly unknown[], total: number): string | undefined {
  let length = 0;
  for (const item of items) {
    const bytes = typeof item === 'string' ? Buffer.byteLength(item) : 0;
    if (bytes <= total) length += bytes;
  }
  return length <= total ? undefined : `a list of at most ${total} bytes in all; it has ${length}`;
}
