const argv = process.argv.slice(2);

if (argv.length === 1 && argv[0] === '--version') {
  process.stdout.write(`phoenix ${__PHOENIX_VERSION__}\n`);
} else {
  void run();
}

// Loaded only here: --version answers in the time of bare Node.
async function run(): Promise<void> {
  const [{ phoenix }, { outputOf }, { realWorld }, frame] = await Promise.all([
    import('./phoenix.ts'),
    import('./output.ts'),
    import('./world.ts'),
    import('@phoenix/shared-runtime/frame'),
  ]);
  const { refuseFalseChannel, takeUmask, tellDefects } = frame;
  refuseFalseChannel();
  takeUmask();
  const world = realWorld();
  tellDefects('phoenix', argv, world.host, outputOf(world, {}));
  process.exitCode = await phoenix(argv, world);
}
