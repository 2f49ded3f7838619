import type { KeyReference } from '@phoenix/shared-config/reference';
import type { Paint } from '@phoenix/shared-runtime/frame';

const WIDTH = 88;

/** What there is to say of a key, for people. */
export function keyText(key: KeyReference, paint: Paint): string {
  const rows = [
    ['must be', key.must],
    ['when absent', key.absent],
    ...(key.becomes === undefined ? [] : [['becomes', key.becomes]]),
    ...(key.members.length === 0
      ? [['example', `"${lastOf(key.key)}": ${JSON.stringify(key.example)}`]]
      : [['keys below', key.members.join(', ')]]),
  ];
  return [
    `${paint('strong', key.key)}  ${paint('dim', key.fileName)}`,
    ...wrapped(key.meaning, 2),
    ...rows.flatMap(([name = '', text = '']) => {
      const [first = '', ...more] = wrapped(text, 15);
      return [`  ${name.padEnd(13)}${first.trimStart()}`, ...more];
    }),
    '',
  ].join('\n');
}

function lastOf(key: string): string {
  return key.split('.').at(-1)?.replaceAll('[]', '') ?? key;
}

/** Lines of at most WIDTH, each begun with so many blanks; a word that is longer stays whole. */
function wrapped(text: string, blanks: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ').filter((one) => one !== '')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > WIDTH)
      lines.push(' '.repeat(blanks) + word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
