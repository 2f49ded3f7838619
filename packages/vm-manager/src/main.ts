const name = 'vm-manager';
const [first] = process.argv.slice(2);

if (first === '--version') {
  process.stdout.write(`${name} ${__PHOENIX_VERSION__}\n`);
} else if (first === undefined || first === '--help') {
  process.stdout.write(`usage: ${name} --help | --version\n`);
} else {
  process.stderr.write(`${name}: not available yet\nhint: only --help and --version answer\n`);
  process.exitCode = 64;
}
