import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.mjs';
import { root } from './toolchain.mjs';

const home = join(root, '.toolchain', 'shellcheck');
const own = join(home, 'usr', 'bin', 'shellcheck');
const hint = 'hint: install it, on Debian with `apt-get install shellcheck`, and run again\n';

/**
 * Runs shellcheck: the machine's, or else Debian's package unpacked into .toolchain/, since npm has
 * none that carries the program itself. Nothing is installed on the machine.
 * @param {string[]} files
 */
export async function shellcheck(files) {
  if (files.length === 0) return { ok: true, output: '' };
  const args = ['--external-sources', '--source-path=SCRIPTDIR', '--', ...files];
  if ((await run('shellcheck', ['--version'])).ok) return run('shellcheck', args);
  if (!existsSync(own)) {
    const fetched = await fetchDebianPackage();
    if (!fetched.ok) return { ok: false, output: `shellcheck not found\n${fetched.output}${hint}` };
  }
  return run(own, args);
}

/** Fetches the package with lists and cache of its own, so that it needs no rights. */
async function fetchDebianPackage() {
  mkdirSync(join(home, 'lists', 'partial'), { recursive: true });
  mkdirSync(join(home, 'cache', 'archives', 'partial'), { recursive: true });
  const options = [
    ['-o', `Dir::State::lists=${join(home, 'lists')}`],
    ['-o', `Dir::Cache=${join(home, 'cache')}`],
    ['-o', 'APT::Sandbox::User='],
  ].flat();
  const updated = await run('apt-get', ['--quiet', ...options, 'update']);
  if (!updated.ok) return updated;
  const downloaded = await run('apt-get', ['--quiet', ...options, 'download', 'shellcheck'], {
    cwd: home,
  });
  if (!downloaded.ok) return downloaded;
  const name = readdirSync(home).find((file) => file.endsWith('.deb'));
  if (name === undefined) return { ok: false, output: 'apt-get left no package\n' };
  return run('dpkg', ['-x', join(home, name), home]);
}
