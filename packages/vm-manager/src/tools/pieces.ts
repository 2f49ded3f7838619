/**
 * Bytes in one piece: 60,000 characters of base64, which is what the agent's way into a guest is
 * recorded to take (Proxmox names 1 MiB as its end).
 */
export const PIECE = 45_000;

/** One piece of a stream of bytes. */
export interface Piece {
  readonly offset: number;
  readonly bytes: Uint8Array;
  /** True for the last one, which may be empty. */
  readonly last: boolean;
}

/** Cuts a stream into pieces of the same size; there is always a last one. */
export async function* piecesOf(
  stream: AsyncIterable<Uint8Array>,
  size = PIECE,
): AsyncGenerator<Piece> {
  let waiting: Uint8Array[] = [];
  let length = 0;
  let offset = 0;
  for await (const chunk of stream) {
    waiting.push(chunk);
    length += chunk.length;
    // One that fills the piece exactly may be the last: that shows with the next.
    if (length <= size) continue;
    const bytes = Buffer.concat(waiting);
    let taken = 0;
    for (; length - taken > size; taken += size) {
      yield { offset: offset + taken, bytes: bytes.subarray(taken, taken + size), last: false };
    }
    offset += taken;
    length -= taken;
    waiting = [bytes.subarray(taken)];
  }
  yield { offset, bytes: Buffer.concat(waiting), last: true };
}
