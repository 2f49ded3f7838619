import {
  absolutePath,
  givenSum,
  PhoenixError,
  quoteWord,
  type ToolContext,
  type ToolDefinition,
  usageError,
} from '@phoenix/shared-runtime';

/** `verify-image FILE --sha256 HEX`: whether an image is the one that is meant. */
export const verifyImage: ToolDefinition = {
  summary: 'compare an image on this host with the checksum that it must have',
  description: ['Changes nothing. Exits 1 when the sums differ, and names both.'],
  examples: [['verify-image noble.img --sha256 HEX', 'says whether noble.img is that image']],
  words: ['FILE'],
  flags: { sha256: { value: 'HEX', help: 'the checksum that the image must have' } },
  stopping: 'interrupted',
  run: runVerify,
};

async function runVerify({ host, out, words, flags }: ToolContext): Promise<undefined> {
  const file = absolutePath(words[0] ?? '');
  const given = givenSum(flags.sha256);
  if (given === undefined)
    throw usageError(
      `cannot verify ${quoteWord(file)}: nothing is said to compare it with`,
      'give --sha256 HEX',
    );
  const sum = host.hash(file);
  if (sum === undefined) {
    throw new PhoenixError(`cannot verify ${quoteWord(file)}: there is no such file`, {
      hint: 'vm-manager fetch-image URL FILE downloads one',
    });
  }
  if (sum !== given.sum) {
    throw new PhoenixError(
      `${quoteWord(file)} is not the image that is meant: its SHA-256 is ${sum}, wanted ${given.sum}`,
      {
        hint: `was it replaced, or the sum mistyped? Correct sha256, or remove ${quoteWord(file)}`,
      },
    );
  }
  out.result(`${quoteWord(file)} is verified\n`);
  return undefined;
}
