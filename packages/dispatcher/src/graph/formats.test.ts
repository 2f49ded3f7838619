import type { LxcGuest } from '@phoenix/shared-config';
import { describe, expect, it, test } from 'vitest';
import { guests } from '../test-support/declared.ts';
import { chainOf } from './chain.ts';
import { draw } from './draw.ts';
import { formatOfFile } from './formats.ts';
import { arrowsBetween, type Graph, graphOf } from './graph.ts';
import type { Seen } from './seen.ts';

const surface = { columns: 80, paint: (_: string, text: string) => text };
const seen = (state: Seen['state'], differs = false): Seen => ({ state, differs });

/** Four guests of which 910 is both cloned from 900 and depends on it, and 8001 is missing. */
function small(chain?: ReadonlyMap<number, number>): Graph {
  const declared = guests({
    900: {},
    910: { clone: 900, needs: [900, 900] },
    920: { needs: [910] },
    8001: { vm: true, needs: [910] },
  });
  const ids = [900, 910, 920, 8001];
  return graphOf(declared, ids, {
    seen: new Map([
      [900, seen('template')],
      [910, seen('running', true)],
      [920, seen('stopped')],
      [8001, seen('missing')],
    ]),
    ...(chain && { chain: chainOf(ids, arrowsBetween(declared, ids), chain), seconds: chain }),
  });
}

/** One guest whose texts are as odd as a file can make them. */
function odd(name: string, description: string): Graph {
  const guest = { id: 900, name, description, dependencies: [] } as unknown as LxcGuest;
  return graphOf({ lxc: new Map([[900, guest]]), vms: new Map() }, [900], { seen: new Map() });
}

describe('ascii', () => {
  it('has a lane from each guest to all that stand on it', () => {
    expect(draw(small(), 'ascii', surface)).toBe(
      [
        '◆     900  g900   lxc  template',
        '│',
        '╚═●   910  g910   lxc  running, differs',
        '  │',
        '  ├─○ 920  g920   lxc  stopped',
        '  └─✖ 8001 g8001  vm   missing',
        '',
        '╞═ cloned from   ├─ depends on   ╠═ both',
        '',
      ].join('\n'),
    );
  });
  it('marks the longest chain, with the times of what was made here', () => {
    const times = new Map([
      [900, 40],
      [910, 62],
      [8001, 70],
    ]);
    expect(draw(small(times), 'ascii', surface)).toBe(
      [
        '◆     * 900  g900   lxc  template          40s',
        '│',
        '╚═●   * 910  g910   lxc  running, differs  1m2s',
        '  │',
        '  ├─○   920  g920   lxc  stopped',
        '  └─✖ * 8001 g8001  vm   missing           1m10s',
        '',
        '╞═ cloned from   ├─ depends on   ╠═ both   * in the longest chain',
        'longest chain: 900 (40s), 910 (1m2s), 8001 (1m10s): 2m52s',
        '',
      ].join('\n'),
    );
  });
  it('cuts names where the terminal is narrow, and never ids', () => {
    const lines = draw(odd('a-name-of-many-letters', ''), 'ascii', { ...surface, columns: 20 });
    expect(lines).toBe('□ 900 a-name-o…  lxc\n');
    expect(draw(odd('a-name-of-many-letters', ''), 'ascii', { ...surface, columns: 3 })).toBe(
      '□ 900 a-n…  lxc\n',
    );
  });
  it('leads lanes to the left again where a terminal has no room for more of them', () => {
    const ids = [900, 901, 902, 903, 904, 905];
    const chain = guests(
      Object.fromEntries(ids.map((id) => [id, id === 900 ? {} : { needs: [id - 1] }])),
    );
    const graph = graphOf(chain, ids, { seen: new Map() });
    const rows = draw(graph, 'ascii', { ...surface, columns: 20 }).split('\n');
    expect(rows.filter((line) => line.includes('□'))).toEqual([
      '□     900 g900  lxc',
      '└─□   901 g901  lxc',
      '  └─□ 902 g902  lxc',
      '□───┘ 903 g903  lxc',
      '└─□   904 g904  lxc',
      '  └─□ 905 g905  lxc',
    ]);
  });
  it('paints states, and the chain strong', () => {
    const paint = (kind: string, text: string) => `<${kind}:${text}>`;
    const [first, , second, , third, fourth] = draw(small(new Map()), 'ascii', {
      columns: 80,
      paint,
    }).split('\n');
    expect(first).toBe('◆     * <strong:900  ><strong:g900 >  lxc  template');
    expect(second).toBe(
      '<strong:╚><strong:═><warn:●>   * <strong:910  ><strong:g910 >  lxc<warn:  running, differs>',
    );
    expect(third).toContain('<dim:○>');
    expect(fourth).toContain('<bad:✖>');
  });
  it('says so when there is nothing', () => {
    const nothing = graphOf(guests({}), [], { seen: new Map() });
    expect(draw(nothing, 'ascii', surface)).toBe('no guest is declared\n');
    for (const format of ['mermaid', 'dot', 'svg', 'json'] as const)
      expect(draw(nothing, format, surface)).not.toMatch(/NaN|Infinity|undefined/);
  });
});

test('json has what was asked for, and no more', () => {
  expect(JSON.parse(draw(small(), 'json', surface))).toEqual({
    guests: [
      { id: 900, kind: 'lxc', name: 'g900', layer: 0, state: 'template', differs: false },
      { id: 910, kind: 'lxc', name: 'g910', layer: 1, state: 'running', differs: true },
      { id: 920, kind: 'lxc', name: 'g920', layer: 2, state: 'stopped', differs: false },
      { id: 8001, kind: 'vm', name: 'g8001', layer: 2, state: 'missing', differs: false },
    ],
    edges: [
      { from: 910, to: 900, why: 'clone' },
      { from: 910, to: 900, why: 'dependency' },
      { from: 920, to: 910, why: 'dependency' },
      { from: 8001, to: 910, why: 'dependency' },
    ],
  });
  const marked = JSON.parse(draw(small(new Map([[900, 40]])), 'json', surface));
  expect(marked.chain).toEqual([{ id: 900, seconds: 40 }, { id: 910 }, { id: 920 }]);
  expect(marked.guests[0]).toMatchObject({ critical: true, seconds: 40 });
  expect(marked.edges.map(({ critical }: { critical: boolean }) => critical)).toEqual([
    true,
    true,
    true,
    false,
  ]);
});

test('mermaid', () => {
  expect(draw(small(new Map([[900, 40]])), 'mermaid', surface)).toBe(
    [
      '%% An arrow points at what a guest stands on: dotted what it is cloned from, solid what it depends on.',
      'flowchart RL',
      '  g900["900 g900<br/>container, template, 40s ★"]:::template',
      '  g910["910 g910<br/>container, running, differs ★"]:::differs',
      '  g920["920 g920<br/>container, stopped ★"]:::stopped',
      '  g8001["8001 g8001<br/>VM, missing"]:::missing',
      '  g910 -.-> g900',
      '  g910 --> g900',
      '  g920 --> g910',
      '  g8001 --> g910',
      '  classDef stopped fill:#fff,stroke:#59636e,color:#1f2328',
      '  classDef template fill:#fff,stroke:#0969da,color:#1f2328',
      '  classDef missing fill:#fff,stroke:#cf222e,color:#1f2328',
      '  classDef differs fill:#fff,stroke:#9a6700,color:#1f2328',
      '  classDef critical stroke-width:4px',
      '  class g900,g910,g920 critical',
      '  linkStyle 0,1,2 stroke-width:4px',
      '',
    ].join('\n'),
  );
});

test('dot', () => {
  const lines = draw(small(new Map()), 'dot', surface).split('\n');
  expect(lines).toContain(
    '  8001 [label="8001 g8001\\nVM, missing", tooltip="g8001", color="#cf222e"]',
  );
  expect(lines).toContain('  910 -> 900 [style=dashed, tooltip="cloned from", penwidth=3]');
  expect(lines).toContain('  8001 -> 910 [style=solid, tooltip="depends on"]');
});

describe('svg', () => {
  const svg = draw(small(new Map([[900, 40]])), 'svg', surface);
  it('tells those who do not see it all that it shows', () => {
    expect(svg).toContain('role="img" aria-labelledby="phoenix-graph-title phoenix-graph-desc"');
    expect(svg).toContain(
      '910 g910, container, running, differs ★, is cloned from 900, depends on 900. ' +
        '920 g920, container, stopped ★, depends on 910. 8001 g8001, VM, missing, depends on 910. ' +
        'longest chain: 900 (40s), 910 (?), 920 (?): about 2m.',
    );
  });
  it('fetches nothing, and its styles are about nothing else', () => {
    expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(
      /http|@import|<script|<image|href/,
    );
    const [, rules = ''] = /<style>(.*)<\/style>/.exec(svg) ?? [];
    const selectors = rules.replaceAll(/@media[^{]*\{/g, '').split(/\{[^}]*\}+/);
    expect(selectors.filter((one) => one !== '' && !one.startsWith('.phoenix-graph '))).toEqual([]);
  });
  it('has no letters below 12 pixels, and is dark where that is preferred', () => {
    const sizes = [...svg.matchAll(/font-size:(\d+)px/g)].map(([, size]) => Number(size));
    expect(sizes.length).toBeGreaterThan(0);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(12);
    expect(svg).toContain('@media screen and (prefers-color-scheme:dark){.phoenix-graph .ground');
  });
});

describe('odd texts', () => {
  const name = 'a"]; b\\n<i>#&amp;|`%%{c}\n\u0007\u202e';
  const graph = odd(name, `${name} --> </title><script>alert(1)</script>`);
  it('end no label of mermaid', () => {
    const text = draw(graph, 'mermaid', surface);
    expect(text.split('\n')[2]).toBe(
      '  g900["900 a#34;#93;#59; b#92;n#60;i#62;#35;#38;amp#59;#124;#96;#37;#37;#123;c#125;#92;n#92;x07#92;u202e<br/>container"]:::unknown',
    );
  });
  it('end no text of dot', () => {
    const [line = ''] = draw(graph, 'dot', surface).split('\n').slice(5, 6);
    expect(line.replaceAll(/\\./g, '')).toMatch(
      /^ {2}900 \[label="[^"]*", tooltip="[^"]*", color="[^"]*"\]$/,
    );
    expect(line).toContain('a\\"]; b\\\\n<i>#&amp;amp;|');
  });
  it('end no element of svg', () => {
    const svg = draw(graph, 'svg', surface);
    expect(svg).not.toMatch(/<script|<i>/);
    expect(svg).toContain('&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: XML has no way to write them
    expect(svg).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  });
  it('end no line of ascii', () => {
    expect(draw(graph, 'ascii', { ...surface, columns: 200 }).split('\n')).toHaveLength(2);
  });
  it('are themselves in json', () => {
    expect(JSON.parse(draw(graph, 'json', surface)).guests[0].name).toBe(name);
  });
});

test.each([
  ['lab.svg', 'svg'],
  ['a/b.SVG', 'svg'],
  ['x.dot', 'dot'],
  ['x.gv', 'dot'],
  ['x.mmd', 'mermaid'],
  ['x.json', 'json'],
  ['x.txt', 'ascii'],
  ['svg', 'ascii'],
  ['x.png', undefined],
])('a file %s is %s', (path, format) => {
  expect(formatOfFile(path)).toBe(format);
});
