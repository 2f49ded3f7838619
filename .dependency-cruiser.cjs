// The arrows of the house: who may import whom, and who may touch the machine.
const effects =
  '^(node:)?(child_process|cluster|dgram|fs|http|http2|https|inspector|net|tls|tty|worker_threads)($|/)';
const host = '^packages/shared-runtime/src/host/';
const execa = '(^|/)node_modules/execa/';
const test = '(\\.test\\.ts$|/fixtures/|/test-support/)';
const planner = {
  // What puts a guest into words is a planner the other way round.
  path: '^packages/(.+/plan([^/]*\\.ts$|/)|[a-z]+-manager/src/import/)',
  pathNot: [test, '^packages/pve-sandbox/'],
};

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'A cycle hides which of two files is the lower one.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'Everything imported exists and is declared.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'declared-dependencies',
      comment: 'A package imports what its own package.json names, and no dev tool.',
      severity: 'error',
      from: { path: '^packages/', pathNot: test },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'config-is-the-bottom',
      comment: 'shared-config imports no other package of the workspace.',
      severity: 'error',
      from: { path: '^packages/shared-config/' },
      to: { path: '^packages/(?!shared-config/)' },
    },
    {
      name: 'runtime-knows-only-config',
      comment: 'shared-runtime imports shared-config and no other package of the workspace.',
      severity: 'error',
      from: { path: '^packages/shared-runtime/' },
      to: { path: '^packages/(?!shared-runtime/|shared-config/)' },
    },
    {
      name: 'executables-stay-apart',
      comment: 'The dispatcher and the managers meet as processes, never as imports.',
      severity: 'error',
      from: { path: '^packages/(dispatcher|[a-z]+-manager)/' },
      to: { path: '^packages/(dispatcher|[a-z]+-manager)/', pathNot: '^packages/$1/' },
    },
    {
      name: 'sandbox-is-a-world-of-its-own',
      comment: 'pve-sandbox imports none of the product.',
      severity: 'error',
      from: { path: '^packages/pve-sandbox/' },
      to: { path: '^packages/(?!pve-sandbox/)' },
    },
    {
      name: 'nobody-imports-the-sandbox',
      severity: 'error',
      comment: 'The product does not know that there is a stand-in.',
      from: { path: '^packages/(?!pve-sandbox/)' },
      to: { path: '^packages/pve-sandbox/' },
    },
    {
      name: 'one-door-to-the-host',
      comment: 'Processes, files and sockets: only through shared-runtime/src/host.',
      severity: 'error',
      from: { path: '^packages/', pathNot: [host, '^packages/pve-sandbox/', test] },
      to: { path: [effects, execa] },
    },
    {
      name: 'config-is-pure',
      comment: 'shared-config gets texts and gives values; its tests may read files.',
      severity: 'error',
      from: { path: '^packages/shared-config/', pathNot: test },
      to: { path: [effects, '^(node:)?(os|process)($|/)'] },
    },
    {
      name: 'planners-import-no-effects',
      comment: 'A planner is a pure function: it reaches neither the host nor a process.',
      severity: 'error',
      from: planner,
      to: { path: [host, execa] },
    },
    {
      name: 'planners-neither-look-nor-act',
      comment: 'A planner is told what there is, and only says what is to be done.',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/(guests/)?plan/', pathNot: test },
      to: {
        path: [
          '^packages/[^/]+/src/(guests/)?(observe|verbs)/',
          '^packages/shared-runtime/src/(act|executor|frame|journal)/',
        ],
      },
    },
    {
      name: 'planners-import-pure-node-only',
      comment: 'A planner is a pure function: of Node only what computes.',
      severity: 'error',
      from: planner,
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(path|url|util)($|/)' },
    },
    {
      name: 'crypto-when-needed',
      comment:
        'Loading node:crypto costs a fifth of a start: take it from shared-runtime/src/hash.ts.',
      severity: 'error',
      from: { path: '^packages/', pathNot: [test, '^packages/pve-sandbox/', '/fake-host\\.ts$'] },
      to: { path: '^(node:)?crypto$', dependencyTypesNot: ['type-only', 'type-import'] },
    },
    {
      name: 'tests-are-not-imported',
      comment: 'What the product needs does not live in a test.',
      severity: 'error',
      from: { pathNot: test },
      to: { path: '\\.test\\.ts$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^packages/[^/]+/dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.mjs', '.cjs', '.js', '.json'],
    },
  },
};
