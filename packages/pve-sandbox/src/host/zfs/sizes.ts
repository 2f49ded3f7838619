import { Failure } from '../failure.ts';

const letters = 'BKMGTPEZ';

/** Bytes of `128K`, `1.5T`, `4096`. @throws Refusal in the words of libzfs */
export function parseBytes(text: string): number {
  const [, number, suffix = ''] = /^(\d+(?:\.\d*)?|\.\d+)(.*)$/s.exec(text) ?? [];
  if (number === undefined) throw new Failure(`bad numeric value '${text}'`);
  const [, letter = 'B'] = /^(?:([bkmgtpez])(?:i?b)?)?$/i.exec(suffix) ?? ['', undefined];
  if (!/^(?:[bkmgtpez](?:i?b)?)?$/i.test(suffix) || /^bi?b$/i.test(suffix)) {
    throw new Failure(`invalid numeric suffix '${suffix}'`);
  }
  const bytes = Number(number) * 1024 ** letters.indexOf(letter.toUpperCase());
  if (bytes >= 2 ** 64) throw new Failure('numeric value is too large');
  return Math.floor(bytes);
}

/** A size as ZFS tells people: whole where it is whole, else in about three digits. */
export function niceBytes(bytes: number): string {
  let power = 0;
  while (power < letters.length - 1 && bytes >= 1024 ** (power + 1)) power++;
  const unit = letters.charAt(power);
  const value = bytes / 1024 ** power;
  if (Number.isInteger(value)) return `${value}${unit}`;
  for (const digits of [2, 1]) {
    const text = value.toFixed(digits);
    if (text.length <= 4) return `${text}${unit}`;
  }
  return `${value.toFixed(0)}${unit}`;
}
