import { extname } from 'node:path';
import { closure, dependants } from '@phoenix/shared-config';
import { EXIT, fileToWrite, PhoenixError, pastEvents } from '@phoenix/shared-runtime';
import { chainOf, makingTimes } from '../graph/chain.ts';
import type { Surface } from '../graph/draw.ts';
import { formatOfFile, GRAPH_ENDINGS, GRAPH_FORMATS, type GraphFormat } from '../graph/formats.ts';
import { arrowsBetween, type Beside, graphOf } from '../graph/graph.ts';
import { type Looked, look } from '../graph/seen.ts';
import type { Session } from '../session.ts';
import type { LookVerb } from '../verb.ts';

export const graph: LookVerb = {
  name: 'graph',
  group: 'Look',
  summary: 'draw what stands on what, with the state of each guest',
  usage: '[GUEST...]',
  takes: 'guests or all',
  examples: [
    ['graph', 'every declared guest, foundations first'],
    ['graph 950', '950 and all that it stands on'],
    ['graph 900 --dependants', 'and all that stands on it'],
    ['graph --critical', 'with the chain that sets the time from nothing'],
    ['graph --out lab.svg', 'a drawing for a browser'],
    ['graph --format mermaid --no-status', 'for a page of documentation'],
    ['graph --json', 'for programs'],
  ],
  about: [
    'An arrow or a lane leads from a guest to what it stands on: what it is cloned from, or what it',
    'depends on. Colours and words tell its state: running, stopped, template, missing, and differs',
    '(from its declaration). With --no-status no manager is asked; one that cannot answer leaves its',
    'guests without a state, and a note says why.',
    '',
    'ascii cuts names, and never ids, to the width of the terminal, or to 80 columns. --out takes the',
    'format from the name of the file (.svg, .dot, .gv, .mmd, .mermaid, .json, .txt) unless --format',
    'tells another, and replaces a file of that name. dot is for Graphviz, mermaid for pages of GitHub',
    'and GitLab; svg needs nothing else.',
    '',
    'With --critical a guest counts as long as its last makings here took (the median of five), one',
    'that was never made here as long as the usual one.',
  ],
  flags: ['format', 'out', 'critical', 'dependants', 'no-status'],
  async run({ words }, session) {
    const { flags, out, world } = session;
    const format = formatIn(session);
    const path =
      flags.out === undefined
        ? undefined
        : fileToWrite(world.host, world.absolute(flags.out), '--out lab.svg');
    const ids = drawn(words, session);
    const looked: Looked = flags.noStatus
      ? { seen: new Map(), silent: [] }
      : await look(ids, session);
    const made = graphOf(session.declared(), ids, besideOf(ids, looked, session));
    // No other verb shall wait for what draws.
    const { draw } = await import('../graph/draw.ts');
    const text = draw(made, format, surfaceOf(session));
    if (path === undefined) out.result(text);
    else if (!flags.dryRun) world.host.write(path, text, 0o644);
    for (const { kind, why } of looked.silent) {
      const guests = kind === 'lxc' ? 'containers' : 'VMs';
      out.talk(`note: the state of the ${guests} is not known: ${why.message}\n`);
    }
    if (path !== undefined && flags.progress !== 'quiet' && flags.progress !== 'json')
      out.talk(`${flags.dryRun ? 'would write' : 'wrote'} ${path} (${format})\n`);
    return EXIT.done;
  },
};

function formatIn({ flags }: Session): GraphFormat {
  const { json, format, out } = flags;
  if (json && format !== undefined && format !== 'json')
    throw new PhoenixError(`--json and --format ${format} contradict each other`, {
      exit: EXIT.usage,
      hint: 'type one of them; --json is --format json',
    });
  if (json) return 'json';
  if (format !== undefined || out === undefined) return format ?? 'ascii';
  const meant = formatOfFile(out);
  if (meant !== undefined) return meant;
  throw new PhoenixError(`cannot draw ${out}: no format has the ending ${extname(out)}`, {
    exit: EXIT.usage,
    hint: `name it ${GRAPH_ENDINGS.join(', ')}, or type --format ${GRAPH_FORMATS.join('|')}`,
  });
}

/** The named guests with all that they stand on, and, when that is asked for, all that stands on them. */
function drawn(words: readonly string[], session: Session): readonly number[] {
  const ids = session.selectOrAll(words);
  const declared = session.declared();
  const above = session.flags.dependants ? dependants(declared, ids, { transitive: true }) : [];
  return [...new Set([...closure(declared, ids), ...above])];
}

function besideOf(ids: readonly number[], { seen }: Looked, session: Session): Beside {
  if (!session.flags.critical) return { seen };
  const seconds = makingTimes(pastEvents(session.world.host));
  return { seen, seconds, chain: chainOf(ids, arrowsBetween(session.declared(), ids), seconds) };
}

/** A file has no colours, and the width of a terminal that nobody asked. */
function surfaceOf({ flags, out, world }: Session): Surface {
  if (flags.out === undefined) return { columns: world.stdout.columns, paint: out.paint };
  return { columns: 80, paint: (_kind, text) => text };
}
