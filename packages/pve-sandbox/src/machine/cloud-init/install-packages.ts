import { sleepExactly } from '../../record/settings.ts';
import { type Guest, runLogged } from './in-guest.ts';
import { type Config, list, text } from './values.ts';

const options = ['--option=Dpkg::Options::=--force-confold', '--assume-yes', '--quiet'];

/** The package program of a system, with its words for a refresh, an upgrade, an installation. */
function programOf(system: string): Record<'update' | 'upgrade' | 'install', string[]> {
  if (system === 'alpine') {
    const apk = ['apk'];
    return { update: [...apk, 'update'], upgrade: [...apk, 'upgrade'], install: [...apk, 'add'] };
  }
  if (system === 'ubuntu' || system === 'debian') {
    const apt = ['apt-get', ...options];
    return {
      update: [...apt, 'update'],
      upgrade: [...apt, 'dist-upgrade'],
      install: [...apt, 'install'],
    };
  }
  const dnf = ['dnf', '-y'];
  return {
    update: [...dnf, 'makecache'],
    upgrade: [...dnf, 'upgrade'],
    install: [...dnf, 'install'],
  };
}

/** Refreshes, upgrades and installs what the settings name. @throws Error as cloud-init's module */
export async function installPackages(guest: Guest, config: Config, system: string): Promise<void> {
  const wanted = list(config.packages)
    .map((one) => (Array.isArray(one) ? one.map(text).join('=') : text(one)))
    .filter((name) => name !== undefined && name !== '') as string[];
  const upgrade = config.package_upgrade === true;
  const update = config.package_update === true || upgrade || wanted.length > 0;
  if (!update) return;
  const { id } = guest;
  await sleepExactly([`qm start ${id} packages`, 'qm start packages'], 10);
  const program = programOf(system);
  const failures: string[] = [];
  const run = async (argv: string[]) => {
    const exit = await runLogged(guest, argv);
    if (exit === 0) return true;
    failures.push(
      `ProcessExecutionError("Unexpected error while running command.\\nCommand: ${JSON.stringify(argv)}\\nExit code: ${exit}")`,
    );
    return false;
  };
  await run(program.update);
  if (upgrade) await run(program.upgrade);
  const installed = wanted.length === 0 || (await run([...program.install, ...wanted]));
  if (!installed) {
    failures[failures.length - 1] =
      `PackageInstallerError('Failed to install the following packages: {${wanted.map((name) => `'${name}'`).join(', ')}}. See associated package manager logs for more details.')`;
  }
  if (failures.length > 0) throw new Error(failures.at(-1));
}
