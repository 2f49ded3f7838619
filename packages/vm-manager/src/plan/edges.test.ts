import { running, undoable } from '@phoenix/shared-runtime/testing';
import { expect, it } from 'vitest';
import {
  anInput,
  argvOf,
  aVm,
  CACHED,
  confOf,
  idsOf,
  lines,
  planCreate,
  planSnapshot,
} from './fixtures.ts';

const conf = confOf(aVm(8001));
const { memory: _memory, ...silent } = running(conf);

it('one that does not tell what it remembers is only awaited when something is wanted of it', () => {
  expect(lines(aVm(8001), { observed: { 8001: silent } })).toEqual(['none']);
});

it('a snapshot before the features is taken when one of them is still to come', () => {
  const guest = aVm(8001, {
    features: ['docker', 'base_setup'],
    snapshots: { pre_features: 'bare' },
  });
  const [docker] = planCreate(anInput({ guests: [guest] }), false).operations.flatMap(
    ({ id, guard }) => (id === 'feature docker' && guard ? [guard.hash] : []),
  );
  const memory = new Map([['feature.docker', docker ?? '']]);
  expect(idsOf(guest, { observed: { 8001: running(conf, { memory }) } })).toEqual([
    'snapshot bare',
    'feature base_setup',
  ]);
});

it('what is done beside a VM alone needs no way back', () => {
  const copy = CACHED.replace('noble', 'customized-8001-noble');
  const input = anInput({ guests: [aVm(8001)], observed: { 8001: running(conf) }, paths: [copy] });
  const { operations, undo } = planCreate(undoable(input), false);
  expect(operations.map(({ id }) => id)).toEqual(['remove copy']);
  expect(undo).toBeUndefined();
});

it.each(['bare', 'done', 'pre-configured', 'final-form', 'phoenix-undo'])(
  'the name %s is kept free',
  (name) => {
    const guest = aVm(8001, { snapshots: { pre_features: 'bare', post_features: 'done' } });
    const input = anInput({ guests: [guest], observed: { 8001: running(conf) } });
    expect(planSnapshot(input, { name }).problems).toHaveLength(1);
  },
);

it('by DHCP there is no gateway of its own', () => {
  const guest = aVm(8001, { network_config: { ip: 'dhcp', gw: '10.0.0.1' } });
  const argv = argvOf(guest, 'create');
  expect(argv[argv.indexOf('--ipconfig0') + 1]).toBe('ip=dhcp');
});
