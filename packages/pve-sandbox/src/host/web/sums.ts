import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { OWN } from '../../record/files.ts';
import { readText } from '../../state/files.ts';
import { hostPath } from '../../state/paths.ts';
import { imageContent } from './image-content.ts';

const asked = `${OWN}/web/addresses`;
const configuration = '/usr/local/phoenix_hypervisor/etc';

const releases = ['focal', 'jammy', 'noble', 'plucky', 'questing'];
const debian = ['11', '12', '13'].flatMap((version) =>
  ['generic', 'genericcloud', 'nocloud'].map((kind) => `debian-${version}-${kind}-amd64.qcow2`),
);

/** Names that any directory of images has, whether they were ever asked for or not. */
const usual = [...releases.map((name) => `${name}-server-cloudimg-amd64.img`), ...debian];

/** Remembers an address: lists of sums name it from now on. */
export function rememberAddress(url: string): void {
  if ((readText(asked) ?? '').split('\n').includes(url)) return;
  mkdirSync(dirname(hostPath(asked)), { recursive: true });
  appendFileSync(hostPath(asked), `${url}\n`);
}

/**
 * The list of sums at an address: each directory of images has SHA256SUMS, Debian's have SHA512SUMS
 * too; undefined for any other list.
 */
export function sumsText(url: string): Buffer | undefined {
  const kind = /\/SHA(256|512)SUMS$/.exec(url)?.[1];
  if (kind === undefined || (kind === '512' && !/debian/.test(url))) return undefined;
  const directory = url.slice(0, url.lastIndexOf('/') + 1);
  const known = [...(readText(asked) ?? '').split('\n'), ...configured()]
    .filter((address) => address.startsWith(directory))
    .map((address) => address.slice(directory.length))
    .filter((name) => name !== '' && !name.includes('/'));
  const lines = [...new Set([...known, ...usual])]
    .sort()
    .map((name) => `${sumOf(`sha${kind}`, `${directory}${name}`)} *${name}\n`);
  return Buffer.from(lines.join(''));
}

const sumOf = (algorithm: string, url: string): string =>
  createHash(algorithm).update(imageContent(url)).digest('hex');

/** Addresses of images in the host's configuration. */
function configured(): string[] {
  try {
    return readdirSync(hostPath(configuration))
      .filter((name) => name.endsWith('.json'))
      .map((name) => readFileSync(join(hostPath(configuration), name), 'utf8'))
      .flatMap((text) => [...text.matchAll(/https?:[^"\s]+\.(?:img|qcow2|raw)/g)])
      .map(([address]) => address.replaceAll('\\/', '/'));
  } catch {
    return [];
  }
}
