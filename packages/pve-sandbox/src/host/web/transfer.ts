import { setTimeout as sleep } from 'node:timers/promises';
import { installerText, installerVersion } from '../kernel/nvidia.ts';
import { imageContent } from './image-content.ts';
import { rulesFor } from './rules.ts';
import { rememberAddress, sumsText } from './sums.ts';

/** What comes of asking for an address. */
export type Answer =
  | { status: 'unknown-host' }
  | { status: 'no-connection' }
  | { status: 404 }
  | { status: 416; total: number }
  | { status: 200 | 206; total: number; pieces: () => AsyncGenerator<Buffer> };

/** The connection ended before the file did. */
export class CutOff extends Error {}

const PIECE = 16_384;

/** Asks for an address from a byte on. The web has images and the lists of their sums. */
export function ask(url: string, from: number): Answer {
  const address = parsed(url);
  const path = address?.pathname ?? '';
  const isImage = /\.(?:img|qcow2|raw)$/.test(path);
  const isList = /\/(?:(?:SHA|MD)\d+SUMS|CHECKSUM)(?:\.\w+)?$|\.sha\d+$/.test(path);
  const driver = installerVersion(path);
  if (address === undefined || !(isList || isImage || driver !== undefined)) {
    const isLocal = /^(?:localhost|[\d.]+|\[.*\])$/.test(address?.hostname ?? '');
    return { status: isLocal ? 'no-connection' : 'unknown-host' };
  }
  const { slow = 0, cut, wrong, missing, offline } = rulesFor(url);
  if (offline) return { status: 'unknown-host' };
  if (isImage && !missing) rememberAddress(url);
  const list = () => (driver === undefined ? sumsText(url) : Buffer.from(installerText(driver)));
  const content = isImage ? imageContent(url) : list();
  if (missing || content === undefined) return { status: 404 };
  if (wrong && isImage) content.fill('wrong', content.length - PIECE);
  const total = content.length;
  if (from >= total && from > 0) return { status: 416, total };
  return {
    status: from > 0 ? 206 : 200,
    total,
    pieces: () => pieces(content, from, Math.min(cut ?? total, total), slow),
  };
}

function parsed(url: string): URL | undefined {
  const whole = /^\w+:\/\//.test(url) ? url : `http://${url}`;
  return URL.canParse(whole) && /^https?:/.test(whole) ? new URL(whole) : undefined;
}

async function* pieces(
  content: Buffer,
  from: number,
  end: number,
  seconds: number,
): AsyncGenerator<Buffer> {
  for (let at = from; at < end; at += PIECE) {
    const piece = content.subarray(at, Math.min(at + PIECE, end));
    if (seconds > 0) await sleep((seconds * 1000 * piece.length) / content.length);
    yield piece;
  }
  if (end < content.length) throw new CutOff(`${end}`);
}
