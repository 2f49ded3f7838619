import { describe, expect, it, test } from 'vitest';
import { typedFrom } from './inline.ts';
import { pageOf, type Step } from './page.ts';

/** What is done with a page, a step a line. */
function say(step: Step): string {
  switch (step.do) {
    case 'type': {
      const commands = step.commands.map(({ line, text, exit }) => `${line} ${text} = ${exit}`);
      return `type at ${step.at}: ${commands.join('; ')}`;
    }
    case 'declare':
      return `declare ${Object.keys(step.piece).join(' ')}`;
    case 'compare':
      return `compare ${step.command ?? 'the last'}`;
    case 'write':
      return `write ${step.path}`;
    case 'skip':
      return `skip: ${step.reason}`;
    case 'host':
      return `host ${step.which}`;
    default:
      return step.do;
  }
}

const _ = (page: string, outcome: readonly string[]) => () => {
  const { steps, mistakes } = pageOf(page);
  expect([...steps.map(say), ...mistakes.map((one) => `mistake ${one}`)]).toEqual(outcome);
};

describe('blocks', () => {
  it('commands', _('Words\n\n    a\n    b  # why\n', ['type at host: 3 a = 0; 4 b  # why = 0']));
  it('fenced', _('```sh\na\n```\n', ['type at host: 2 a = 0']));
  it('in a list', _('1. Words\n\n       a\n', ['type at host: 3 a = 0']));
  it(
    'of several lines',
    _('    a \\\n      b\n    c\n', ['type at host: 1 a \\\n  b = 0; 3 c = 0']),
  );
  it('here-document', _('    a <<X\n    1\n    X\n', ['type at host: 1 a <<X\n1\nX = 0']));
  it('quotes', _("    a 'b\n    c'\n    d\n", ["type at host: 1 a 'b\nc' = 0; 3 d = 0"]));
  it('never whole', _('    a\n    b (\n', ['type at host: 1 a = 0; 2 b ( = 0']));
  it('remarks', _('    # why\n    a\n', ['type at host: 2 a = 0']));
  it('an object', _('```json\n{ "vms": [] }\n```\n', ['declare vms']));
  it('members', _('    "a": 1,\n    "b": 2\n', ['declare a b']));
  it('a script', _('    #!/bin/sh\n    a\n', ['check script']));
});

describe('comments', () => {
  it('skip', _('<!-- doctest skip: a list -->\n\n    a\n', ['skip: a list']));
  it('clone', _('<!-- doctest clone -->\n\n    a\n', ['type at clone: 3 a = 0']));
  it(
    'for one block',
    _('<!-- doctest clone -->\n\n    a\n\nWords\n\n    b\n', [
      'type at clone: 3 a = 0',
      'type at host: 7 b = 0',
    ]),
  );
  it(
    'exit of all',
    _('<!-- doctest exit 2 -->\n\n    a\n    b\n', ['type at host: 3 a = 2; 4 b = 2']),
  );
  it(
    'exit of one',
    _('<!-- doctest exit 1: b -->\n\n    a\n    b # c\n', ['type at host: 3 a = 0; 4 b # c = 1']),
  );
  it('output', _('<!-- doctest output -->\n\n    a\n', ['compare the last']));
  it('output of a command', _('<!-- doctest output: b -->\n\n    a\n', ['compare b']));
  it('file', _('<!-- doctest file: bin/a.sh -->\n\n    a\n', ['write bin/a.sh']));
  it(
    'host and before',
    _('<!-- doctest host: bare -->\n<!-- doctest before:\n  a\n  b\n-->\n', [
      'host bare',
      'before',
    ]),
  );
  it('for somebody else', _('<!-- generated -->\n\n    a\n', ['type at host: 3 a = 0']));
});

describe('mistakes', () => {
  it(
    'unknown word',
    _('<!-- doctest exits: 1 -->\n', [
      'mistake 1: doctest has no word "exits"; it has host, before, sandbox, clone, exit, output, file, skip',
    ]),
  );
  it(
    'no reason',
    _('<!-- doctest skip -->\n', ['mistake 1: doctest skip needs more: doctest skip: ...']),
  );
  it(
    'no such command',
    _('<!-- doctest exit 1: c -->\n\n    a\n', [
      'type at host: 3 a = 0',
      'mistake 3: no command of the block ends with "c", named by doctest exit',
    ]),
  );
  it(
    'no block',
    _('Words\n\n<!-- doctest clone -->\n', ['mistake 3: doctest clone has no block behind it']),
  );
  it(
    'unreadable',
    _('<!-- doctest: skip -->\n', [
      'mistake 1: doctest has no word ""; it has host, before, sandbox, clone, exit, output, file, skip',
    ]),
  );
});

test.each([
  ['phoenix create GUEST...', 'phoenix create 950'],
  ['phoenix logs [RUN] [GUEST...]', 'phoenix logs 20260101T203012-18230 950'],
  ['phoenix\ncreate 950', 'phoenix create 950'],
  ['phoenix start', 'phoenix start --help'],
  ['phoenix --help', 'phoenix --help'],
  ['phoenix-cli create 950', undefined],
  ['phoenix', undefined],
  ['start', undefined],
])('%j within the text is typed as %j', (inline, typed) => {
  expect(typedFrom(inline)).toBe(typed);
});
