import { expect, test } from 'vitest';
import type { GuestPlan } from './guest-plan.ts';
import { plansToJson, renderPlans } from './plan-text.ts';

const guard = { guest: 950, record: 'feature.docker', hash: 'h', predicted: 'run' } as const;
const plans: GuestPlan[] = [
  {
    id: 950,
    kind: 'lxc',
    name: 'vllm',
    action: 'create',
    operations: [
      {
        id: 'set',
        cause: 'memory 2048 -> 4096; cores 1 -> 2',
        run: ['pct', 'set', '950', '--memory', '4096', '--tags', 'a b'],
        effect: 'change',
        deadline: 60,
      },
      {
        id: 'feature docker',
        cause: 'declared',
        run: ['pct', 'exec', '950', '--', 'sh'],
        input: 's3cret',
        guard,
        effect: 'change',
        deadline: 60,
      },
      { id: 'firewall', cause: '2 rules', write: '/etc/pve/firewall/950.fw', content: 's3cret' },
    ],
    notes: ['a restart is due: phoenix restart 950'],
    problems: [{ message: 'storage fast does not exist', hint: 'phoenix setup makes it' }],
  },
  {
    id: 951,
    kind: 'lxc',
    name: 'x\u001b[31m',
    action: 'none',
    operations: [],
    notes: [],
    problems: [],
  },
];

test('a plan reads as lines that can be pasted', () => {
  expect(renderPlans(plans)).toBe(`+ create 950 vllm
    set: memory 2048 -> 4096; cores 1 -> 2
        pct set 950 --memory 4096 --tags 'a b'
    feature docker: declared (unless done in the guest)
        pct exec 950 -- sh
    firewall: 2 rules
        write /etc/pve/firewall/950.fw
  ! a restart is due: phoenix restart 950
  ✖ storage fast does not exist
    hint: phoenix setup makes it
= no change 951 x\\x1b[31m
Plan: 1 to create, 0 to change, 1 unchanged
`);
});

test('for programs it holds no secret, and reads the same when it came that way', () => {
  const json = JSON.stringify(plansToJson(plans));
  expect(json).not.toContain('s3cret');
  expect(JSON.parse(json).summary).toEqual({ create: 1, change: 0, none: 1 });
  expect(JSON.parse(json).guests[0].operations[1]).toEqual({
    id: 'feature docker',
    cause: 'declared',
    run: ['pct', 'exec', '950', '--', 'sh'],
    guard,
  });
  expect(renderPlans(JSON.parse(json).guests)).toBe(renderPlans(plans));
});
