import { quoteWord } from '@phoenix/shared-runtime';
import type { SiteScript } from '../facts.ts';
import type { Check, Finding } from '../finding.ts';

export const missingScripts: Check = {
  name: 'scripts-missing',
  anywhere: true,
  find: ({ scripts }) =>
    scripts
      .filter(({ fact }) => fact === undefined)
      .map(
        ({ path, guests }): Finding => ({
          severity: 'error',
          message: `${path} is named and not there`,
          hint: 'write that script, or take its name out of the configuration (phoenix validate shows where)',
          guests,
        }),
      ),
};

export const lineEnds: Check = {
  name: 'scripts-crlf',
  anywhere: true,
  find({ scripts }) {
    const bad = scripts.filter(({ fact }) => fact?.isDos === true);
    if (bad.length === 0) return [];
    return [
      {
        severity: 'error',
        message: `${names(bad)}: lines end with a carriage return (CRLF), so nothing can start it`,
        hint: `sed -i 's/\\r$//' ${words(bad)}`,
        guests: guestsOf(bad),
      },
    ];
  },
};

export const executable: Check = {
  name: 'scripts-executable',
  anywhere: true,
  find({ scripts }) {
    const bad = scripts.filter(({ fact, isExecutable }) => fact !== undefined && !isExecutable);
    if (bad.length === 0) return [];
    return [
      {
        severity: 'warning',
        message: `${names(bad)}: not executable; phoenix starts it by its first line, nobody else can`,
        hint: `chmod +x ${words(bad)}`,
        guests: guestsOf(bad),
      },
    ];
  },
};

function names(scripts: readonly SiteScript[]): string {
  return scripts.map(({ path }) => path).join(', ');
}

function words(scripts: readonly SiteScript[]): string {
  return scripts.map(({ path }) => quoteWord(path)).join(' ');
}

function guestsOf(scripts: readonly SiteScript[]): number[] {
  return [...new Set(scripts.flatMap(({ guests }) => guests))];
}
