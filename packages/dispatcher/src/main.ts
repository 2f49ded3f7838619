const argv = process.argv.slice(2);

if (argv.length === 1 && argv[0] === '--version') {
  process.stdout.write(`phoenix ${__PHOENIX_VERSION__}\n`);
} else {
  void run();
}

// Loaded only here: --version answers in the time of bare Node.
async function run(): Promise<void> {
  const [{ phoenix }, { realWorld }] = await Promise.all([
    import('./phoenix.ts'),
    import('./world.ts'),
  ]);
  process.exitCode = await phoenix(argv, realWorld());
}
