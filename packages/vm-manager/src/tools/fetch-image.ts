import {
  absolutePath,
  type Fetched,
  fetchFile,
  fileAddress,
  givenSum,
  printable,
  quoteWord,
  type ToolContext,
  type ToolDefinition,
} from '@phoenix/shared-runtime';
import { listedSum } from './image/listed-sum.ts';

const WORDS: Readonly<Record<Fetched, string>> = {
  there: 'is there already',
  meanwhile: 'was downloaded meanwhile',
  downloaded: 'is downloaded and verified',
};

/** `fetch-image URL FILE`: an image of a system, whole and verified, or nothing. */
export const fetchImage: ToolDefinition = {
  summary: 'download an image, verified, going on where an earlier download ended',
  description: [
    'The image is downloaded into FILE.part and takes its name when its checksum is right: the one',
    'given, or that of SHA256SUMS or SHA512SUMS beside the address.',
    'A second download of the same file waits for the first and finds it done.',
    'A file that is there already stays, unless --sha256 says that it is another one.',
  ],
  examples: [
    [
      'fetch-image https://cloud-images.ubuntu.com/noble/current/noble-server-cloudimg-amd64.img noble.img',
      'downloads it and checks it against SHA256SUMS beside it',
    ],
  ],
  words: ['URL', 'FILE'],
  flags: { sha256: { value: 'HEX', help: 'the checksum that the image must have' } },
  stopping: 'interrupted; what has come is kept for the next time',
  run: runFetch,
};

async function runFetch({ host, stop, out, words, flags }: ToolContext): Promise<undefined> {
  const url = fileAddress(words[0] ?? '', 'an image');
  const file = absolutePath(words[1] ?? '');
  const tell = (line: string) => out.talk(`${printable(line)}\n`);
  const given = givenSum(flags.sha256);
  const find = () => listedSum(host, url);
  const wanted = { verb: 'fetch-image', url, file, given, find };
  const fetched = await fetchFile(wanted, { host, stop, tell });
  out.result(`${quoteWord(file)} ${WORDS[fetched]}\n`);
  return undefined;
}
