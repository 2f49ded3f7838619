// What each message has to have: what cannot be done, of whom or where, and what to type next.
import { chapterOf } from './chapters.mjs';

/** @typedef {import('./sites.mjs').Message} Message */
/** @typedef {'what' | 'where' | 'hint'} Part */

/** Chapters whose lines are no errors: they stand beside the name of a guest or step. */
const BESIDE = ['Notes', 'Left out'];
/** Chapters with a place of their own: file, line and column, or the word that was typed. */
const PLACED = ['The configuration', 'Templates for cloud-init of the site', 'Choice of guests'];

/** A word in capitals, a flag, a path, a variable, or a key with a dot or in quotes. */
const PLACE = /\b[A-Z][A-Z_-]+\b|--[a-z]|\/[a-z]+\/|"[a-z_]+"|\b[a-z_]+\.[a-z_]+/;

/** The parts that a message lacks. @param {Message} message @returns {Part[]} */
export function lacks(message) {
  const { title } = chapterOf(message);
  if (BESIDE.includes(title)) return [];
  const isPlaced = PLACED.includes(title) || title === 'Findings of doctor';
  const hasPlace = isPlaced || PLACE.test(message.text);
  /** @type {Part[]} */
  const missing = [];
  if (!/^(?:error: )?cannot /.test(message.text) && !hasPlace) missing.push('what');
  if (!hasPlace) missing.push('where');
  if (message.unhinted) missing.push('hint');
  return missing;
}

/** Messages that do without, and why. @type {Readonly<Record<string, string>>} */
export const WITHOUT = {
  'nothing was done: no answer came':
    'who answers nothing knows what was asked and how to ask again',
  'nothing was done: WORDS': 'the answer of whoever was asked',
  'nothing was done: the answer was no': 'the answer of whoever was asked',
  'no guest has a health check or a suite named smoke; nothing was tested': 'about all guests',
  'LINES\nnothing was changed': 'the problems of all steps, each with what it says',
  'cannot read PATH': 'has its hint wherever reading fails',
  'SUBJECT: the name must be MESSAGE': 'says what to write',
  'SUBJECT must be MUST': 'says what to write',
  'SUBJECT is SHOWN, but must be MUST': 'says what to write',
  'the file must be MUST': 'says what to write',
  'the file is SHOWN, but must be MUST': 'says what to write',
  '--NAME needs a value: --NAME VALUE': 'says what to type',
  'TEXT needs a value: TEXT VALUE': 'says what to type',
  'cannot run flock: there is no such program': 'names the program',
  'cannot run flock: it is not executable': 'names the program',
  'there is no verb': 'stands below the usage',
  'it cannot be run here': 'stands after SKIP, beside the name of its test',
  'cannot plan the host: hypervisor-manager answered without a plan': 'there is one host',
  'cannot report: no run is kept here, nothing was done yet': 'about all runs',
  'cannot show a report on a terminal: it is a page for a browser': 'about the output itself',
  'cannot import ID NAME: CANNOT': 'the manager says why, and that is what to change',
  'an empty word names no guest': 'there is nothing to name',
  'cannot change the firewall: an earlier change of it is being taken back at this moment':
    'there is one firewall of the host',
  'cannot change the network: an earlier change of it is being taken back at this moment':
    'there is one network of the host',
  MESSAGE: 'an error of the configuration, with its own words',
  'this is not JSON': 'the grammar knows better wherever it finds the place',
  'is no guest id: it begins with 0': 'phoenix status is named when no word has a hint of its own',
  'is not #AMONG': 'phoenix status is named when no word has a hint of its own',
  'holds no declared guest': 'phoenix status is named when no word has a hint of its own',
  'holds no guest on this host': 'phoenix status is named when no word has a hint of its own',
  'is neither the id nor the name of a declared guest':
    'phoenix status is named when no word has a hint of its own',
  'is neither the id nor the name of a guest on this host':
    'phoenix status is named when no word has a hint of its own',
  'cannot clone ID from FROM: FROM cannot be made': 'what is said of the source has the hint',
};
