/**
 * Mutants that no test can notice, each with the reason: what they change cannot be seen from outside. `in`: the
 * line in which it stands, where the same text stands in several.
 * @typedef {{file: string, original: string, replacement: string, in?: string, reason: string}} Equivalent
 */

/** @type {readonly Equivalent[]} */
export const EQUIVALENTS = [
  {
    file: 'packages/shared-runtime/src/pve/conf.ts',
    original: '[]',
    replacement: '["Stryker was here"]',
    in: "const [, key, value = ''] = KEY.exec(line) ?? [];",
    reason:
      'the list is only taken apart behind its first element, which is all that the mutant puts in',
  },
  {
    file: 'packages/shared-runtime/src/pve/properties.ts',
    original: '[]',
    replacement: '["Stryker was here"]',
    in: "const [, count, letter = ''] = /^(\\d+(?:\\.\\d+)?)([A-Z]?)$/.exec(text) ?? [];",
    reason:
      'the list is only taken apart behind its first element, which is all that the mutant puts in',
  },
  {
    file: 'packages/shared-runtime/src/pve/properties.ts',
    original: "''",
    replacement: '"Stryker was here!"',
    in: "const [, count, letter = ''] = /^(\\d+(?:\\.\\d+)?)([A-Z]?)$/.exec(text) ?? [];",
    reason:
      'where there is a match the group has taken part; without a match there is no count either',
  },
  {
    file: 'packages/shared-runtime/src/pve/properties.ts',
    original: 'text.toLowerCase()',
    replacement: 'text.toUpperCase()',
    reason: 'two sets of tags are compared, both of them in the same case',
  },
  {
    file: 'packages/shared-runtime/src/pve/properties.ts',
    original: '[]',
    replacement: '["Stryker was here"]',
    in: 'const tags = text.toLowerCase().match(/[^;, ]+/g) ?? [];',
    reason: 'no tag can be that text: blanks are between tags',
  },
  {
    file: 'packages/shared-runtime/src/pve/storage.ts',
    original: '[]',
    replacement: '["Stryker was here"]',
    reason:
      'the list is only taken apart behind its first element, which is all that the mutant puts in',
  },
  {
    file: 'packages/shared-runtime/src/pve/storage.ts',
    original: 'key !== undefined',
    replacement: 'true',
    reason: 'what is kept without a key is never asked for',
  },
  {
    file: 'packages/shared-runtime/src/pve/template-places.ts',
    original: '[]',
    replacement: '["Stryker was here"]',
    reason:
      'the list is only taken apart behind its first element, which is all that the mutant puts in',
  },
  {
    file: 'packages/shared-config/src/net.ts',
    original: "''",
    replacement: '"Stryker was here!"',
    in: "const [host = '', prefix = '', ...rest] = text.split('/');",
    reason:
      'a text that is split has a first part; and what the mutant puts in the place of a missing prefix is no number either',
  },
  {
    file: 'packages/shared-config/src/net.ts',
    original: "''",
    replacement: '"Stryker was here!"',
    in: "const [head = '', rest, ...more] = plain.split('::');",
    reason: 'a text that is split has a first part',
  },
  {
    file: 'packages/shared-config/src/firewall-place.ts',
    original: "''",
    replacement: '"Stryker was here!"',
    in: "const [host = '', prefix] = network.split('/');",
    reason: 'a text that is split has a first part',
  },
  {
    file: 'packages/shared-config/src/firewall-place.ts',
    original: "''",
    replacement: '"Stryker was here!"',
    in: "const [host = '', prefix, ...more] = text.split('/');",
    reason: 'a text that is split has a first part',
  },
  {
    file: 'packages/shared-config/src/firewall-place.ts',
    original: "''",
    replacement: '"Stryker was here!"',
    in: "const [first = '', last = '', ...more] = text.split('-');",
    reason: 'it is only called with a text that has a dash',
  },
  {
    file: 'packages/shared-config/src/checks/addresses.ts',
    original: "''",
    replacement: '"Stryker was here!"',
    in: "const { ip, gw = '' } = member.draft.network_config ?? {};",
    reason: 'neither text is an address',
  },
  {
    file: 'packages/shared-config/src/checks/cycles.ts',
    original: 'from === undefined || to === undefined',
    replacement: 'false',
    reason: 'members of a ring are declared',
  },
  {
    file: 'packages/shared-config/src/checks/cycles.ts',
    original: 'from === undefined || to === undefined',
    replacement: 'from === undefined && to === undefined',
    reason: 'members of a ring are declared',
  },
  {
    file: 'packages/shared-config/src/checks/cycles.ts',
    original: 'from === undefined',
    replacement: 'false',
    reason: 'members of a ring are declared',
  },
  {
    file: 'packages/shared-config/src/checks/cycles.ts',
    original: 'to === undefined',
    replacement: 'false',
    reason: 'members of a ring are declared',
  },
  {
    file: 'packages/shared-config/src/checks/cycles.ts',
    original: '[]',
    replacement: '["Stryker was here"]',
    in: 'return from === undefined || to === undefined ? [] : [{ from, to }];',
    reason: 'members of a ring are declared',
  },
  {
    file: 'packages/shared-config/src/checks/cycles.ts',
    original: 'cut === undefined',
    replacement: 'false',
    reason: 'a ring has a link',
  },
  {
    file: 'packages/shared-config/src/checks/cycles.ts',
    original: 'knot.length > 1',
    replacement: 'true',
    reason:
      'one guest by itself has no ring, so nothing is told of it: needs of itself are left out before',
  },
  {
    file: 'packages/shared-config/src/checks/cycles.ts',
    original: 'knot.length > 1',
    replacement: 'knot.length >= 1',
    reason:
      'one guest by itself has no ring, so nothing is told of it: needs of itself are left out before',
  },
  {
    file: 'packages/shared-config/src/checks/files-exist.ts',
    original: 'known.set(use.path, there);',
    replacement: ';',
    reason: 'it only spares asking for the same file again',
  },
  {
    file: 'packages/shared-config/src/checks/identity.ts',
    original: 'first === undefined',
    replacement: 'false',
    reason: 'whoever is declared is found by its id',
  },
  {
    file: 'packages/shared-config/src/checks/identity.ts',
    original: 'one.name?.toLowerCase()',
    replacement: 'one.name?.toUpperCase()',
    reason: 'names are compared with each other, all in the same case',
  },
  {
    file: 'packages/shared-config/src/checks/identity.ts',
    original: 'one.draft.mac_address?.toLowerCase()',
    replacement: 'one.draft.mac_address?.toUpperCase()',
    reason: 'addresses are compared with each other, all in the same case',
  },
  {
    file: 'packages/shared-config/src/checks/vms.ts',
    original: "''",
    replacement: '"Stryker was here!"',
    in: "const model = type?.split(',')[0] ?? '';",
    reason: 'where there is no type nothing is said of a model',
  },
  {
    file: 'packages/shared-config/src/checks/templates.ts',
    original: "''",
    replacement: '"Stryker was here!"',
    in: "for (const [key = '', reason] of idle) {",
    reason: 'every item of the list has a key',
  },
  {
    file: 'packages/shared-config/src/unknown-key.ts',
    original: "''",
    replacement: '"Stryker was here!"',
    in: "const [key = ''] = keys;",
    reason: 'it is only asked about one key or more',
  },
  {
    file: 'packages/shared-config/src/validate.ts',
    original: 'sound && odd.length === 0',
    replacement: 'false',
    reason: 'it only spares looking for what is known not to be there',
  },
  {
    file: 'packages/shared-config/src/validate.ts',
    original: 'document?.mayHoldOdd === true',
    replacement: 'true',
    reason: 'it only spares looking for what is known not to be there',
  },
  {
    file: 'packages/dispatcher/src/schedule/boot.ts',
    original: '(a, b) => a.rank - b.rank',
    replacement: '() => undefined',
    reason: 'it only spares looking at guests that have a rank as low already',
  },
  {
    file: 'packages/dispatcher/src/schedule/boot.ts',
    original: 'a.rank - b.rank',
    replacement: 'a.rank + b.rank',
    reason: 'it only spares looking at guests that have a rank as low already',
  },
  {
    file: 'packages/dispatcher/src/schedule/boot.ts',
    original: 'ranks.get(id) !== rank',
    replacement: 'false',
    reason: 'it only spares looking at guests that have a rank as low already',
  },
  {
    file: 'packages/dispatcher/src/schedule/boot.ts',
    original: 'own <= rank',
    replacement: 'own < rank',
    reason: 'it only spares looking at guests that have a rank as low already',
  },
  {
    file: 'packages/dispatcher/src/schedule/boot.ts',
    original: '[]',
    replacement: '["Stryker was here"]',
    in: 'for (const need of needs.get(at) ?? []) {',
    reason: 'every guest that has a rank has its list of needs',
  },
  {
    file: 'packages/dispatcher/src/schedule/schedule.ts',
    original: 'failed === undefined',
    replacement: 'false',
    reason: 'nobody is blamed for undefined, which is what is told then',
  },
  {
    file: 'packages/dispatcher/src/schedule/schedule.ts',
    original: 'Math.min(...wakes)',
    replacement: 'Math.max(...wakes)',
    reason: 'all that wait for a delay are of one rank, and so wait for the same moment',
  },
  {
    file: 'packages/dispatcher/src/schedule/schedule.ts',
    original: '[]',
    replacement: '["Stryker was here"]',
    in: 'hold(running.get(id) ?? [], -1);',
    reason: 'nothing that is shared has that name',
  },
  {
    file: 'packages/dispatcher/src/schedule/schedule.ts',
    original: 'because !== undefined',
    replacement: 'true',
    reason: 'without a reason all that waits is skipped, and nobody is left to ask who is to blame',
  },
  {
    file: 'packages/dispatcher/src/schedule/simulate.ts',
    original: '[]',
    replacement: '["Stryker was here"]',
    in: 'const { seconds = 0, holds = [] } = byId.get(id) ?? {};',
    reason: 'every task that begins is one that was given',
  },
  {
    file: 'packages/dispatcher/src/learn/estimate.ts',
    original: 'pending.length === 0',
    replacement: 'false',
    reason: 'it only spares reading what is known of the past: of no operations none is unknown',
  },
  {
    file: 'packages/shared-config/src/graph.ts',
    original: 'source !== undefined',
    replacement: 'true',
    reason: 'undefined is the id of no guest',
  },
  {
    file: 'packages/shared-config/src/graph.ts',
    original: 'open === undefined',
    replacement: 'false',
    reason: 'who is not on the way to those that are asked for is left out in the end',
  },
  {
    file: 'packages/shared-config/src/min-heap.ts',
    original: 'at > 0',
    replacement: 'at >= 0',
    reason: 'above the top there is nothing to change places with',
  },
  {
    file: 'packages/shared-config/src/min-heap.ts',
    original: 'last === undefined',
    replacement: 'false',
    reason: 'where the last one is undefined there was none',
  },
];
