import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'phoenix-test-'));
  mkdirSync(join(directory, 'tmp'));
  // They take longer than a callback.
  for (const name of ['pct', 'qm'])
    writeFileSync(join(directory, 'tmp', name), '#!/bin/sh\nsleep 3\n', { mode: 0o755 });
  cpSync(join(ROOT, 'tests', 'fixtures', 'lab'), join(directory, 'lab'), { recursive: true });
});
afterEach(() => rmSync(directory, { recursive: true }));

/** A fault where the configuration is read: at once, or in a callback that nobody waits for. */
const FAULTS = {
  'on the way':
    'const { sort } = Array.prototype; Array.prototype.sort = function (by) { ' +
    'if (new Error().stack.match(/(config|hypervisor-manager).src/)) throw fault(); ' +
    'return sort.call(this, by); }; return value;',
  'in a callback': 'setImmediate(() => { throw fault(); }); return value;',
};

/** Runs the sources of a program with a planted fault. */
function broken(program: string, argv: readonly string[], fault: keyof typeof FAULTS) {
  const plant = join(directory, 'plant.mjs');
  writeFileSync(
    plant,
    `const fault = () => new TypeError('planted is not a function');
const parse = JSON.parse;
JSON.parse = (text, ...rest) => {
  const value = parse(text, ...rest);
  // The files of the lab, and nothing that Node reads for itself.
  if (!/^\\s*\\{[\\s\\S]*"(lxc_configs|vm_defaults|vms|zfs|core_paths)"/.test(text)) return value;
  ${FAULTS[fault]}
};
`,
  );
  return spawnSync(
    process.execPath,
    ['--import', plant, join(ROOT, 'packages', program, 'src', 'main.ts'), ...argv],
    {
      encoding: 'utf8',
      env: {
        PATH: `${join(directory, 'tmp')}:${process.env.PATH}`,
        TMPDIR: join(directory, 'tmp'),
        PHOENIX_BASE_DIR: join(directory, 'lab'),
      },
    },
  );
}

describe.each([
  ['phoenix', 'dispatcher', ['validate']],
  ['lxc-manager', 'lxc-manager', ['plan']],
  ['vm-manager', 'vm-manager', ['plan']],
  ['hypervisor-manager', 'hypervisor-manager', ['doctor']],
] as const)('a defect of %s', (name, program, argv) => {
  it.each(['on the way', 'in a callback'] as const)(
    '%s is an apology with a report, and no trace',
    (fault) => {
      const { status, stderr } = broken(program, argv, fault);
      const told = stderr.split('\n').filter((line) => !/Warning|node --trace/.test(line));
      expect(told.slice(0, 2)).toEqual([
        `error: internal error: planted is not a function (sorry: this is a defect of ${name})`,
        'hint: please report it, together with the log',
      ]);
      expect(stderr).not.toContain('    at ');
      expect(status).toBe(1);
      const report = /^log: (.*)$/m.exec(stderr)?.[1] ?? '';
      const text = readFileSync(report, 'utf8');
      expect(text).toContain('TypeError: planted is not a function\n    at ');
      expect(text).toContain(`${name} ${argv.join(' ')}`);
      expect(statSync(report).mode & 0o777).toBe(0o600);
    },
  );
});
