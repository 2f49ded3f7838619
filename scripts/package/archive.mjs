import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { constants, createGzip, createZstdCompress } from 'node:zlib';

/**
 * zstd that sees across a whole executable: the four have the same Node inside, 125 MiB apart. A window
 * of 128 MiB is the largest that dpkg of Debian 12 takes.
 */
export function zstd() {
  return createZstdCompress({
    params: {
      [constants.ZSTD_c_compressionLevel]: 9,
      [constants.ZSTD_c_windowLog]: 27,
      [constants.ZSTD_c_enableLongDistanceMatching]: 1,
      [constants.ZSTD_c_checksumFlag]: 1,
    },
  });
}

/** gzip, without name and time. */
export function gzip() {
  return createGzip({ level: 6 });
}

/**
 * Packs what is in a directory: sorted, everything root's, everything of one time.
 * @param {string} directory
 * @param {string} member what of it, such as '.'
 * @param {number} epoch seconds
 * @param {NodeJS.ReadWriteStream} compressor
 * @param {string} output
 */
export async function pack(directory, member, epoch, compressor, output) {
  const owners = ['--owner=root:0', '--group=root:0', '--numeric-owner'];
  const tar = spawn(
    'tar',
    [
      ...['--create', '--format=gnu', '--sort=name', `--mtime=@${epoch}`, ...owners],
      ...['--directory', directory, '--', member],
    ],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, LC_ALL: 'C', TAR_OPTIONS: '' } },
  );
  const ended = new Promise((resolve, reject) => {
    tar.on('error', reject);
    tar.on('close', resolve);
  });
  await pipeline(tar.stdout, evenly, compressor, createWriteStream(output));
  const status = await ended;
  if (status !== 0) throw new Error(`cannot pack ${output}: tar ended with ${status}`);
}

/** Bytes of a piece that a compressor gets. */
const PIECE = 1024 * 1024;

/**
 * The same bytes in pieces of one size: what zstd makes of them depends on where a piece ends, and those of a
 * pipe end where a busy machine lets them.
 * @param {AsyncIterable<Buffer>} source
 */
export async function* evenly(source) {
  let held = Buffer.alloc(PIECE);
  let length = 0;
  for await (const bytes of source) {
    let from = 0;
    while (from < bytes.length) {
      const copied = bytes.copy(held, length, from);
      from += copied;
      length += copied;
      if (length < PIECE) continue;
      yield held;
      held = Buffer.alloc(PIECE);
      length = 0;
    }
  }
  if (length > 0) yield held.subarray(0, length);
}
