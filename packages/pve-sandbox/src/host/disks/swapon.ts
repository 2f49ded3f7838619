import { out } from '../../state/talk.ts';
import { answering } from '../answering.ts';
import { readOptions } from '../options.ts';
import { textTable } from '../text-table.ts';
import { sizeText } from './size-text.ts';
import { swaps, swapsText } from './swaps-file.ts';

const grammar = {
  program: 'swapon',
  short: 'sSbnar',
  long: { summary: 's', show: 'S', bytes: 'b', noheadings: 'n', raw: 'r', all: 'a' },
};

/** swapon: what the host swaps to. */
export const swapon = answering((args) => {
  const shown = args.map((word) => word.replace(/^--show=.*/, '--show'));
  const options = readOptions(shown, grammar);
  if (options.has('s')) {
    out(swapsText());
    return 0;
  }
  const rows = swaps().map(({ name, size }, at) => [
    name,
    'partition',
    options.has('b') ? `${size}` : sizeText(size),
    options.has('b') ? '0' : '0B',
    `${-2 - at}`,
  ]);
  const heads = ['NAME', 'TYPE', 'SIZE', 'USED', 'PRIO'].map((head) => ({
    head,
    right: /SIZE|USED|PRIO/.test(head),
  }));
  if (rows.length > 0) out(textTable(heads, rows, { headings: !options.has('n') }));
  return 0;
});
