import { sleepExactly } from '../../record/settings.ts';
import { detectOstype } from '../../state/system.ts';
import { readGuestFile, writeGuestFile, writeGuestLink } from '../guest-file.ts';
import { runBootCommands, runScripts, shellScript } from './commands.ts';
import { manageHosts, setHostname } from './hostname.ts';
import type { Guest } from './in-guest.ts';
import { installPackages } from './install-packages.ts';
import { makeUsers } from './make-users.ts';
import { writeNetplan } from './netplan.ts';
import type { Report } from './report.ts';
import { readUserData, type UserData } from './user-data.ts';
import { list, text } from './values.ts';
import { writeFiles } from './write-files.ts';

/** The data of a cloud-init drive, as the guest finds it. */
export type Seed = { userData: string; networkConfig: string; metaData: string };

/** The id of the instance that the metadata is for. */
export const instanceOf = ({ metaData }: Seed): string =>
  /^instance-id: *['"]?([^'"\n]+)/m.exec(metaData)?.[1]?.trim() ?? 'nocloud';

const previous = '/var/lib/cloud/data/instance-id';

/** Whether the tree was set up as that instance already. */
const isKnown = (tree: string, instance: string): boolean =>
  readGuestFile(tree, previous).trim() === instance;

/** What is to be there before the network comes up: the early half of a boot. */
export function applyEarly(tree: string, seed: Seed, report: Report): void {
  const instance = instanceOf(seed);
  if (isKnown(tree, instance)) return;
  const folder = `/var/lib/cloud/instances/${instance.replaceAll('/', '_')}`;
  writeGuestFile(tree, `${folder}/user-data.txt`, seed.userData, { mode: 0o600 });
  writeGuestLink(tree, '/var/lib/cloud/instance', folder);
  if (seed.networkConfig.trim() !== '') writeNetplan(tree, seed.networkConfig, report);
}

/** Does what the user-data asks for: on a new instance all, on a known one what is for each boot. */
export async function applyUserData(guest: Guest, seed: Seed, report: Report): Promise<void> {
  const { tree, instance, id } = guest;
  const isNew = !isKnown(tree, instance);
  report.log('stages.py', 'INFO', `instance ${instance}${isNew ? ' is new' : ''}`);
  const data = readUserData(seed.userData, report);
  await sleepExactly([`qm start ${id} cloud-init`, 'qm start cloud-init'], 5);
  for (const [module, when, work] of modules(guest, data)) {
    if (when === 'instance' && !isNew) continue;
    report.log(`cc_${module}.py`, 'DEBUG', `running ${module}`);
    try {
      await work();
    } catch (error) {
      report.fail(module, error instanceof Error ? error.message : String(error));
    }
  }
  writeGuestFile(tree, previous, `${instance}\n`);
}

type Module = [name: string, when: 'instance' | 'always', work: () => void | Promise<void>];

/** The modules in the order in which the images' own settings have them. */
function modules(guest: Guest, { config, script }: UserData): Module[] {
  const { tree } = guest;
  const system = detectOstype(tree) ?? 'linux';
  const scripts: [string, string][] = [];
  return [
    ['bootcmd', 'always', () => runBootCommands(guest, config.bootcmd)],
    ['write_files', 'instance', () => writeFiles(tree, config, false)],
    ['set_hostname', 'instance', () => setHostname(tree, config)],
    ['update_etc_hosts', 'always', () => manageHosts(tree, config)],
    ['users_groups', 'instance', () => makeUsers(tree, config, system)],
    ['timezone', 'instance', () => setTimezone(tree, text(config.timezone))],
    [
      'runcmd',
      'instance',
      () => {
        if (list(config.runcmd).length > 0) scripts.push(['runcmd', shellScript(config.runcmd)]);
      },
    ],
    ['package_update_upgrade_install', 'instance', () => installPackages(guest, config, system)],
    ['write_files_deferred', 'instance', () => writeFiles(tree, config, true)],
    [
      'scripts_user',
      'instance',
      () => runScripts(guest, script === undefined ? scripts : [...scripts, ['part-001', script]]),
    ],
  ];
}

function setTimezone(tree: string, zone: string | undefined): void {
  if (zone === undefined) return;
  writeGuestFile(tree, '/etc/timezone', `${zone}\n`);
  writeGuestLink(tree, '/etc/localtime', `/usr/share/zoneinfo/${zone}`);
}
