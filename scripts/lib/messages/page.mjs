// docs/messages.md: every message of the programs, by what it says.
import { EXIT } from '../../../packages/shared-runtime/src/exit-codes.ts';
import { CHAPTERS, chapterOf } from './chapters.mjs';
import { MEANINGS } from './meanings.mjs';

/** @typedef {import('./sites.mjs').Message} Message */

/** The order of the page: what is met first. */
const ORDER = [
  'The command line',
  'Choice of guests',
  'The configuration',
  'Plans for guests',
  'Templates for cloud-init of the site',
  'Plans for the host',
  'At work',
  'Left out',
  'Notes',
  'Findings of doctor',
];

/** @param {readonly Message[]} all */
export function messagesPage(all) {
  const chapters = ORDER.map((title) => {
    const chapter = CHAPTERS.find((one) => one.title === title);
    const own = all.filter((message) => chapterOf(message).title === title).sort(byText);
    return [
      `## ${title}`,
      chapter?.about ?? '',
      own.map((one) => entry(one, chapter?.exit)).join('\n'),
    ];
  });
  return `${[
    '# What can be said',
    'Every message of `phoenix` and its managers. This page is made by `scripts/message-docs.mjs` from their sources, and a test holds it to them. Words in capitals stand for what only a run knows. The number behind a message is the [exit status](commands.md#phoenix-exit-status) of a command that it ends; the line below it is the hint that comes with it, or one of those that may.',
    'A message says what cannot be done, to whom, and why; `error:` stands before it. `hint:` is what to type or to look at next, `log:` the path of all that the failed command said.',
    ORDER.map((title) => `[${title}](#${title.toLowerCase().replaceAll(' ', '-')})`).join(' · '),
    ...chapters.flat(),
  ].join('\n\n')}\n`;
}

/** @param {Message} message @param {number | undefined} otherwise */
function entry({ text, hints, exits, kind, codes }, otherwise) {
  const statuses = exits.length > 0 ? exits : otherwise === undefined ? [] : [String(otherwise)];
  const known = statuses.filter((one) => Number(one) !== EXIT.done);
  const told = [...known, ...codes.filter((one) => /^[a-z-]+$/.test(one))].join(', ');
  const meaning = MEANINGS[text];
  return [
    `- \`${oneLine(text)}\`${told === '' || kind === 'note' ? '' : ` (${told})`}`,
    ...(meaning === undefined ? [] : [`  \\\n  ${meaning}`]),
    ...hints.map((hint) => `  \\\n  hint: ${plain(hint)}`),
  ]
    .join('\n')
    .replaceAll('\n  \\\n', '\\\n');
}

/** @param {string} text */
function oneLine(text) {
  return text.trim().replaceAll('\n', ' / ').replaceAll('`', "'");
}

/** Signs that Markdown would read as its own. @param {string} text */
function plain(text) {
  return text.replaceAll(/[\\`*_<>[\]|#]/g, '\\$&').replaceAll('\n', ' / ');
}

/** @param {Message} one @param {Message} other */
function byText(one, other) {
  const [a, b] = [one, other].map(({ text }) => text.toLowerCase().replaceAll(/^[^a-z]+/g, ''));
  return (a ?? '') < (b ?? '') ? -1 : (a ?? '') > (b ?? '') ? 1 : one.text < other.text ? -1 : 1;
}
