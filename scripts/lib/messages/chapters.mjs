// Under which heading of the page a message stands, and what is to be known of all of a chapter.
import { EXIT } from '../../../packages/shared-runtime/src/exit-codes.ts';

/** @typedef {import('./sites.mjs').Message} Message */
/**
 * @typedef {object} Chapter
 * @property {string} title
 * @property {string} about
 * @property {number | undefined} exit of those that name none
 * @property {(message: Message, file: string) => boolean} has
 */

/** The first that has a message is its chapter. @type {readonly Chapter[]} */
export const CHAPTERS = [
  {
    title: 'Notes',
    about:
      'Nothing is wrong, and nothing is done about it: `  ! note` below a guest of a plan or of a summary, `note:` or `warning:` elsewhere.',
    exit: undefined,
    has: ({ kind }) => kind === 'note',
  },
  {
    title: 'Findings of doctor',
    about: '`phoenix doctor` exits 1 when one of them is an error.',
    exit: EXIT.failed,
    has: ({ kind }) => kind === 'finding',
  },
  {
    title: 'Left out',
    about: 'Why a guest or a step of setup was not come to, or how it ended: said beside its name.',
    exit: undefined,
    has: ({ kind }) => kind === 'reason',
  },
  {
    title: 'The configuration',
    about:
      'Said with file, line and column, the line itself and a sign below the place; `phoenix validate` has all of them. Errors end a command before it does anything.',
    exit: EXIT.configInvalid,
    has: ({ kind }, file) => kind === 'configuration' || file.startsWith('shared-config/src/json'),
  },
  {
    title: 'Templates for cloud-init of the site',
    about: 'What follows `cannot use FILE:LINE:`.',
    exit: EXIT.configInvalid,
    has: ({ kind }) => kind === 'fault',
  },
  {
    title: 'Choice of guests',
    about: 'What follows the word that was typed.',
    exit: EXIT.notFound,
    has: (_, file) => file.endsWith('/select.ts'),
  },
  {
    title: 'The command line',
    about: 'Nothing is done that is not understood as a whole.',
    exit: EXIT.usage,
    has: ({ kind, exits }) => kind === 'usage' || exits.join() === String(EXIT.usage),
  },
  {
    title: 'Plans for the host',
    about:
      '`phoenix setup` changes nothing while a step has such a problem; `phoenix plan --host` tells it beforehand.',
    exit: EXIT.configInvalid,
    has: ({ kind }, file) => kind === 'problem' && file.startsWith('hypervisor-manager/'),
  },
  {
    title: 'Plans for guests',
    about:
      'Nothing is changed anywhere while a plan has such a problem; `phoenix plan` tells it beforehand.',
    exit: EXIT.configInvalid,
    has: ({ kind }) => kind === 'problem',
  },
  {
    title: 'At work',
    about:
      'What a command could not do, with its last lines, what to type, and the path of its log. Dependents of a guest are left out, all others are finished.',
    exit: EXIT.failed,
    has: () => true,
  },
];

/** @param {Message} message @returns {Chapter} */
export function chapterOf(message) {
  const [file = ''] = message.files;
  const chapter = CHAPTERS.find((one) => one.has(message, file));
  if (chapter === undefined) throw new Error(`no chapter for ${message.text}`);
  return chapter;
}
