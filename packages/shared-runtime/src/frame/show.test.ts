import { expect, test } from 'vitest';
import { EXIT } from '../exit-codes.ts';
import type { GuestPlan } from '../guest-plan.ts';
import { showPlans, statusTable } from './show.ts';

const plan = (more: Partial<GuestPlan>): GuestPlan => ({
  id: 950,
  kind: 'lxc',
  name: 'vllm',
  action: 'none',
  operations: [],
  notes: [],
  problems: [],
  ...more,
});
const plain = (_: string, text: string) => text;

test.each([
  [[plan({})], {}, EXIT.done],
  [[plan({ action: 'change' })], {}, EXIT.done],
  [[plan({})], { detailedExitcode: true }, EXIT.done],
  [[plan({}), plan({ action: 'create' })], { detailedExitcode: true }, EXIT.changesPending],
  [[plan({ problems: [{ message: 'x' }] })], { detailedExitcode: true }, EXIT.configInvalid],
  [[plan({ problems: [{ message: 'x', exit: EXIT.notFound }] })], { json: true }, EXIT.notFound],
])('plans %# end with their exit status', (plans, flags, exit) => {
  let said = '';
  const out = {
    result: (text: string) => {
      said += text;
    },
    talk: expect.fail,
    paint: plain,
    paintTalk: plain,
  };
  expect(showPlans(plans, { json: false, detailedExitcode: false, ...flags }, out)).toBe(exit);
  if ('json' in flags) expect(JSON.parse(said).guests).toHaveLength(plans.length);
  else expect(said).toMatch(/^Plan: /m);
});

test('states line up', () => {
  const state = { kind: 'lxc', exists: true, running: false, template: false } as const;
  const rest = { drift: false, provisioned: false };
  expect(
    statusTable([
      { ...state, ...rest, id: 900, name: 'base', template: true, provisioned: true },
      { ...state, ...rest, id: 950, name: 'vllm', running: true, drift: true },
      { ...state, ...rest, id: 8000, name: 'y', provisioned: null },
      { ...state, ...rest, id: 8001, name: '\x1b[31mx', exists: false },
    ]),
  ).toBe(String.raw`ID    NAME       STATE     SETTINGS     PROVISIONING
900   base       template  as declared  provisioned
950   vllm       running   differs      pending
8000  y          stopped   as declared  unknown
8001  \x1b[31mx  missing   -            -
`);
});
