import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../lib/toolchain.mjs';
import { documentation } from './layout.mjs';

const DOC = 'share/doc/phoenix';
const there = documentation().map(({ path }) => path.replace(/^.*share\/doc\/phoenix/, DOC));

/** Links of a page to files, as paths below the documentation. */
const links = (page: string, text: string) =>
  [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
    .map(([, to = '']) => to)
    .filter((to) => !/^[a-z]+:/.test(to))
    .map((to) => normalize(join(dirname(page), to)));

it('what pages of the package link to is in it', () => {
  const pages = documentation().flatMap(({ path, from }) =>
    path.endsWith('.md') && from !== undefined
      ? [[path.replace(/^.*share\/doc\/phoenix/, DOC), readFileSync(from, 'utf8')] as const]
      : [],
  );
  const dead = pages.flatMap(([page, text]) =>
    links(page, text)
      .filter(
        (to) => !there.some((one) => one === to || one.startsWith(`${to.replace(/\/$/, '')}/`)),
      )
      .map((to) => `${page} -> ${to}`),
  );
  expect(dead).toEqual([]);
  expect(pages.length).toBeGreaterThan(10);
});

it('every page of the sources links to what is there', () => {
  const pages = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name));
  const dead = ['README.md', ...pages].flatMap((page) =>
    links(page, readFileSync(join(root, page), 'utf8'))
      .filter((to) => !existsSync(join(root, to)))
      .map((to) => `${page} -> ${to}`),
  );
  expect(dead).toEqual([]);
});
