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

const WORDS: Readonly<Record<Fetched, string>> = {
  there: 'is there already',
  meanwhile: 'was downloaded meanwhile',
  downloaded: 'is downloaded',
};

/** `fetch-driver URL FILE`: the installer of a driver, whole, or nothing. */
export const fetchDriver: ToolDefinition = {
  summary: 'download the installer of a driver, going on where an earlier download ended',
  description: [
    'The file is downloaded into FILE.part and takes its name when it is whole and, with --sha256,',
    'the one that is meant. A second download of the same file waits for the first and finds it done.',
    'A file that is there already stays, unless --sha256 says that it is another one.',
  ],
  examples: [
    [
      'fetch-driver https://drivers.example/NVIDIA-580.run /var/cache/phoenix/drivers/NVIDIA-580.run',
      'downloads it',
    ],
  ],
  words: ['URL', 'FILE'],
  flags: { sha256: { value: 'HEX', help: 'the checksum that the file must have' } },
  stopping: 'interrupted; what has come is kept for the next time',
  run: runFetch,
};

async function runFetch({ host, stop, out, words, flags }: ToolContext): Promise<undefined> {
  const url = fileAddress(words[0] ?? '', 'a driver');
  const file = absolutePath(words[1] ?? '');
  const tell = (line: string) => out.talk(`${printable(line)}\n`);
  const given = givenSum(flags.sha256);
  const wanted = { verb: 'fetch-driver', url, file, given, find: async () => undefined };
  const fetched = await fetchFile(wanted, { host, stop, tell });
  const checked = given === undefined ? ', and not verified: no checksum is declared' : '';
  out.result(`${quoteWord(file)} ${WORDS[fetched]}${checked}\n`);
  return undefined;
}
