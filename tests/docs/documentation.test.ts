import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { misread, typedFrom } from './inline.ts';
import { type Machine, machine, ROOT } from './machine.ts';
import { pages } from './pages.ts';
import { runPage } from './run-page.ts';

// Every page is followed on a host of its own, as many at once as there are cores.
vi.setConfig({ testTimeout: 240_000, maxConcurrency: availableParallelism() });

/** Gives a test a machine of its own. */
async function onMachine<T>(work: (own: Machine) => Promise<T>): Promise<T> {
  const own = machine();
  try {
    return await work(own);
  } finally {
    await own.end();
  }
}

describe('what the pages say to type', () => {
  test.concurrent.for(pages())('%s', async ([name, page], { expect }) => {
    const wrong = await onMachine((own) => runPage(page, own));
    const told = [...page.mistakes, ...wrong].map((one) => `${name}:${one}`);
    expect(told.join('\n\n')).toBe('');
  });

  test.concurrent('within the text is understood', async ({ expect }) => {
    const places = new Map<string, string[]>();
    for (const [name, { inline }] of pages()) {
      for (const { line, text } of inline) {
        const typed = typedFrom(text);
        if (typed === undefined) continue;
        places.set(typed, [...(places.get(typed) ?? []), `${name}:${line}`]);
      }
    }
    expect(places.size).toBeGreaterThan(50);
    const wrong = await onMachine(async (own) => {
      await own.begin('bare');
      return misread([...places.keys()], own);
    });
    const told = wrong.map(([line, said]) => `${places.get(line)?.join(' ')}: ${line}\n${said}`);
    expect(told.join('\n\n')).toBe('');
  });
});

test('every script of package.json that a page names is there', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const unknown = pages().flatMap(([name, { steps, inline }]) => {
    const skipped = steps.flatMap((step) => (step.do === 'skip' ? [step] : []));
    return [...inline, ...skipped].flatMap(({ line, text }) =>
      [...text.matchAll(/^npm run (?:-s )?([\w:-]+)/gm)]
        .filter(([, script = '']) => !Object.hasOwn(scripts, script))
        .map(([command]) => `${name}:${line}: ${command}`),
    );
  });
  expect(unknown).toEqual([]);
});

test('what is not run is counted', () => {
  const skipped = pages().flatMap(([name, { steps }]) =>
    steps.flatMap((step) => {
      if (step.do !== 'skip') return [];
      return [`${name}:${step.line}: ${step.reason}: ${step.text.trim().split('\n')[0]}`];
    }),
  );
  console.log([`${skipped.length} blocks are not run:`, ...skipped].join('\n  '));
  expect(skipped.filter((one) => /: :/.test(one))).toEqual([]);
});
