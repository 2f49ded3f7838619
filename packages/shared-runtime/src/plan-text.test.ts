import { expect, test } from 'vitest';
import type { GuestPlan } from './guest-plan.ts';
import type { Operation } from './operation.ts';
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
        input: 's3cret\nexit\n',
        guard,
        effect: 'change',
        deadline: 60,
      },
      { id: 'key', cause: 'a key', write: '/etc/key', content: 's3cret', mode: 0o600 },
      {
        id: 'firewall',
        cause: '25 rules',
        write: '/etc/pve/firewall/950.fw',
        content: `[RULES]\n\n${'IN ACCEPT\n'.repeat(23)}`,
      },
      {
        id: 'raw lines',
        cause: 'lxc.idmap',
        write: '/etc/pve/lxc/950.conf',
        edit: {
          remove: [{ key: 'lxc.idmap' }],
          add: [{ key: 'lxc.environment', value: 'A=\u001bb' }],
        },
        lock: '/run/lock/lxc/pve-config-950.lock',
      },
      {
        id: 'directory',
        cause: 'missing',
        write: '/models',
        directory: { mode: 0o755, uid: 100000, gid: 100000 },
      },
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
  expect(renderPlans(plansToJson(plans).guests)).toBe(`+ create 950 vllm
    set: memory 2048 -> 4096; cores 1 -> 2
        pct set 950 --memory 4096 --tags 'a b'
    feature docker: declared (unless done in the guest)
        pct exec 950 -- sh  (script on standard input, 2 lines)
    key: a key
        write /etc/key
    firewall: 25 rules
        write /etc/pve/firewall/950.fw
        | [RULES]
        |
${'        | IN ACCEPT\n'.repeat(18)}        (and 5 more lines)
    raw lines: lxc.idmap
        edit /etc/pve/lxc/950.conf
        - lxc.idmap: (every line)
        + lxc.environment: A=\\x1bb
    directory: missing
        mkdir /models (owner 100000:100000, mode 0755)
  ! a restart is due: phoenix restart 950
  ✖ storage fast does not exist
    hint: phoenix setup makes it
= no change 951 x\\x1b[31m
Plan: 0 to create, 0 to change, 1 unchanged, 1 impossible
`);
});

test('for programs it holds no secret, and reads the same when it came that way', () => {
  const json = JSON.stringify(plansToJson(plans));
  expect(json).not.toContain('s3cret');
  expect(JSON.parse(json).summary).toEqual({ create: 1, change: 0, none: 1, problems: 1 });
  expect(JSON.parse(json).guests[0].operations[1]).toEqual({
    id: 'feature docker',
    cause: 'declared',
    run: ['pct', 'exec', '950', '--', 'sh'],
    deadline: 60,
    inputLines: 2,
    guard,
  });
  expect(JSON.parse(json).guests[0].operations[4].edit).toEqual({
    remove: ['lxc.idmap: (every line)'],
    add: ['lxc.environment: A=\u001bb'],
  });
  expect(renderPlans(JSON.parse(json).guests)).toBe(renderPlans(plansToJson(plans).guests));
});

const empty = { kind: 'lxc', name: 'x', operations: [], notes: [], problems: [] } as const;

test('programs are told which volumes a command makes', () => {
  const allocates = [{ storage: 'fast', bytes: 2 * 2 ** 30 }];
  const set: Operation = {
    id: 'set',
    cause: 'mp0 fast:2,mp=/data',
    run: ['pct', 'set', '950', '--mp0', 'fast:2,mp=/data'],
    effect: 'change',
    deadline: 60,
    allocates,
  };
  const plan: GuestPlan = { ...empty, id: 950, action: 'change', operations: [set] };
  expect(plansToJson([plan]).guests).toMatchObject([{ operations: [{ id: 'set', allocates }] }]);
});

test('what is destroyed is called so, and counts as a change for programs', () => {
  const doomed: GuestPlan[] = [
    { ...empty, id: 930, action: 'change', destroys: true },
    { ...empty, id: 931, action: 'change' },
  ];
  expect(renderPlans(plansToJson(doomed).guests)).toBe(`- destroy 930 x
~ change 931 x
Plan: 0 to create, 1 to change, 1 to destroy, 0 unchanged
`);
  expect(plansToJson(doomed)).toMatchObject({
    guests: [{ id: 930, action: 'change', destroys: true }, { id: 931 }],
    summary: { create: 0, change: 2, none: 0 },
  });
});

test('a guest that nobody could plan does not count as unchanged', () => {
  const notes = ['not planned: vm-manager: not available yet'];
  expect(renderPlans([{ ...empty, id: 8000, action: 'none', notes, unplanned: true }])).toBe(
    `? 8000 x
  ! not planned: vm-manager: not available yet
Plan: 0 to create, 0 to change, 0 unchanged
`,
  );
});

test('a guest that is stopped and started counts once', () => {
  const twice: GuestPlan[] = [
    { ...empty, id: 950, action: 'none' },
    { ...empty, id: 950, action: 'change' },
  ];
  expect(renderPlans(plansToJson(twice).guests)).toContain(
    'Plan: 0 to create, 1 to change, 0 unchanged\n',
  );
});

test('what is done when an operation fails stands after the operations', () => {
  const undo = {
    after: 'set',
    before: 'end',
    operations: [
      { id: 'key as before', cause: 'as it was', write: '/k', content: 's3cret', mode: 0o600 },
      {
        id: 'rollback',
        cause: 'as before',
        run: ['pct', 'rollback', '950', 'phoenix-undo'],
        effect: 'change',
        deadline: 60,
      },
    ],
  } as const;
  const plan: GuestPlan = {
    id: 950,
    kind: 'lxc',
    name: 'web',
    action: 'change',
    operations: [{ id: 'key', cause: 'new', write: '/k', content: 'n', mode: 0o600 }],
    undo,
    notes: ['a note'],
    problems: [],
  };
  const shown = plansToJson([plan]).guests;
  expect(shown[0]?.undo).toEqual([
    { id: 'key as before', cause: 'as it was', write: '/k' },
    {
      id: 'rollback',
      cause: 'as before',
      run: ['pct', 'rollback', '950', 'phoenix-undo'],
      deadline: 60,
    },
  ]);
  expect(renderPlans(shown)).toBe(`~ change 950 web
    key: new
        write /k
  should one of these fail:
    key as before: as it was
        write /k
    rollback: as before
        pct rollback 950 phoenix-undo
  ! a note
Plan: 0 to create, 1 to change, 0 unchanged
`);
});

test('the id of an operation may hold a declared path, and cannot play with the terminal', () => {
  const operations: GuestPlan['operations'] = [
    { id: 'push \u200fa\u001b[2J', cause: 'missing', write: '/a', content: '' },
    { id: 'b', cause: 'missing', write: '/a', block: { name: 'c\u202e', lines: [] } },
  ];
  const plan = { id: 1, kind: 'lxc', name: 'a', action: 'change', operations } as const;
  const text = renderPlans(plansToJson([{ ...plan, notes: [], problems: [] }]).guests);
  expect(text).toContain('push \\u200fa\\x1b[2J: missing');
  expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_C}]/u);
});
