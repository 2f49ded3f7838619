import { availableParallelism } from 'node:os';
import { describe, expect, test, vi } from 'vitest';
import { misread, typedFrom } from './inline.ts';
import { machine } from './machine.ts';
import { pages } from './pages.ts';
import { runPage } from './run-page.ts';

// Every page is followed on a host of its own, as many at once as there are cores.
const MINUTES = 60_000;
vi.setConfig({ testTimeout: 4 * MINUTES, maxConcurrency: availableParallelism() });

describe('what the pages say to type works, and prints what they show', () => {
  test.concurrent.for(pages())('%s', async ([name, page], { expect }) => {
    const own = machine();
    try {
      const wrong = [...page.mistakes, ...(await runPage(page, own))];
      expect(wrong.map((one) => `${name}:${one}`).join('\n\n')).toBe('');
    } finally {
      await own.end();
    }
  });
});

test('command lines within the text are understood by their programs', async () => {
  const places = new Map<string, string[]>();
  for (const [name, { inline }] of pages()) {
    for (const { line, text } of inline) {
      const typed = typedFrom(text);
      if (typed === undefined) continue;
      places.set(typed, [...(places.get(typed) ?? []), `${name}:${line}`]);
    }
  }
  const own = machine();
  try {
    await own.begin('bare');
    const wrong = await misread(places.keys(), own);
    const told = [...wrong].map(
      ([line, said]) => `${places.get(line)?.join(' ')}: ${line}\n${said}`,
    );
    expect(told.join('\n\n')).toBe('');
  } finally {
    await own.end();
  }
});

test('what is not run has a reason', () => {
  const skipped = pages().flatMap(([name, { steps }]) =>
    steps.flatMap((step) =>
      step.do === 'skip'
        ? [`${name}:${step.line}: ${step.reason} (${step.text.split('\n')[0]})`]
        : [],
    ),
  );
  console.log([`${skipped.length} blocks are not run:`, ...skipped].join('\n  '));
  expect(skipped).not.toContainEqual(expect.stringMatching(/: {2}\(/));
});
