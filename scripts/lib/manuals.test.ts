import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { manPage } from '../../packages/shared-runtime/src/manual/man-page.ts';
import { ENVIRONMENT } from '../../packages/shared-runtime/src/manual/surroundings.ts';
import { commandsPage, manuals } from './manuals.mjs';

const root = join(import.meta.dirname, '..', '..');

describe('docs/commands.md', () => {
  const page = commandsPage();
  it('is what scripts/command-docs.mjs makes', () => {
    expect(readFileSync(join(root, 'docs', 'commands.md'), 'utf8')).toBe(page);
  });
  it('links only to headings that it has', () => {
    const headings = [...page.matchAll(/^#+ (.*)$/gm)].map(([, text = '']) =>
      text
        .toLowerCase()
        .replaceAll(/[^a-z0-9 -]/g, '')
        .replaceAll(' ', '-'),
    );
    const links = [...page.matchAll(/\]\(#([^)]*)\)/g)].map(([, anchor]) => anchor);
    expect(links.filter((anchor) => !headings.includes(anchor ?? ''))).toEqual([]);
    expect(links.length).toBeGreaterThan(40);
  });
});

describe('man pages', () => {
  it.each(manuals.map((manual) => [manual.program, manual] as const))(
    '%s has every verb and flag',
    (_, manual) => {
      const page = manPage(manual, '1.2.3', ['pct']);
      for (const { name, flags } of manual.commands) {
        expect(page).toContain(`.SS ${name.replaceAll('-', '\\-')}`);
        for (const flag of flags)
          expect(page).toContain(`\\-\\-${flag.name.replaceAll('-', '\\-')}`);
      }
      // A line that begins with a dot is a request; text never makes one.
      const requests = page.split('\n').filter((line) => /^[.']/.test(line));
      expect(requests.filter((line) => !/^\.(TH|SH|SS|PP|TP|BR?)( |$)/.test(line))).toEqual([]);
    },
  );
});

it('every variable that a program reads is explained', () => {
  const packages = [
    'dispatcher',
    'hypervisor-manager',
    'lxc-manager',
    'vm-manager',
    'shared-runtime',
    'shared-config',
  ];
  const files = packages.flatMap((name) => {
    const source = join(root, 'packages', name, 'src');
    const own = readdirSync(source, { recursive: true, encoding: 'utf8' });
    return own
      .filter((file) => /(?<!\.test)\.ts$/.test(file) && !/test-support|fixture/.test(file))
      .map((file) => join(source, file));
  });
  const read = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\benv\.([A-Z][A-Z_]+)/g)].map(([, name = '']) => name),
  );
  const told = ENVIRONMENT.rows.flat().join(' ');
  const strange = new Set(
    read.filter((name) => !['PATH', 'TERM'].includes(name) && !told.includes(name)),
  );
  expect([...strange]).toEqual([]);
});
