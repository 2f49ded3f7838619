import { writeFileSync } from 'node:fs';
import { OWN } from '../record/files.ts';
import { writeIndex } from '../state/appliances.ts';
import { exists, readText, writeText } from '../state/files.ts';
import { hostPath } from '../state/paths.ts';
import { divert } from '../state/talk.ts';
import { type Declared, guests, object, text } from './declared.ts';
import { bootKernel, updateGrub, updateInitramfs } from './kernel/boot.ts';
import { makeCards } from './kernel/cards.ts';
import { applyInterfaces, readInterfaces } from './network/apply.ts';
import { optionsOf } from './network/interfaces-file.ts';
import { setWorldGateway, worldGateway } from './network/running.ts';
import { layContents } from './packages/bring.ts';
import { databaseText, stanza } from './packages/database.ts';
import { freshPackages } from './packages/fresh.ts';
import { listName } from './packages/repositories.ts';
import { aptSources } from './packages/sources.ts';
import type { Release } from './release.ts';
import { setActive } from './services/active.ts';
import { packagedUnits } from './services/packaged-units.ts';
import { linkWanted } from './services/wants.ts';

const STATUS = '/var/lib/dpkg/status';

/** What the kernel says is loaded: the profiles that Proxmox's own packages bring. */
const PROFILES = '/sys/kernel/security/apparmor/profiles';
const profilesOfSystem = [
  'lxc-container-default',
  'lxc-container-default-cgns',
  'lxc-container-default-with-nesting',
  '/usr/bin/lxc-start',
]
  .map((name) => `${name} (enforce)\n`)
  .join('');

/** Packages, services, network and kernel of a new host; what is there already stays. */
export function furnishSystem(
  release: Release,
  declared: Declared,
  bare: boolean,
  gateway?: string,
): void {
  if (!exists(STATUS)) {
    const packages = freshPackages(release, !bare);
    writeText(
      STATUS,
      databaseText(packages.map(({ name, version }) => stanza(name, version[release]))),
    );
    writeFileSync(hostPath('/var/lib/dpkg/lock-frontend'), '', { flag: 'a' });
    startUnits();
    for (const { name } of packages) layContents(name);
    writeIndex();
    if (!bare) useUpdatedLists(release);
  }
  if (!exists(PROFILES)) writeText(PROFILES, profilesOfSystem);
  makeCards(graphicsOf(declared));
  if (!exists(`${OWN}/kernel/cmdline`)) {
    writeText('/boot/grub/grub.cfg', '');
    quietly(updateGrub);
    quietly(updateInitramfs);
    if (bare) bootKernel();
    else writeText(`${OWN}/kernel/cmdline`, readText(`${OWN}/kernel/next-cmdline`) ?? '');
  }
  const { interfaces } = readInterfaces();
  if (!exists(`${OWN}/network/running.json`)) applyInterfaces(interfaces);
  const own = interfaces.flatMap((one) => optionsOf(one, 'gateway'))[0];
  const world = gateway ?? worldGateway() ?? own;
  if (world !== undefined) setWorldGateway(world);
}

/** What a program says while a host is made is nobody's business. */
function quietly(run: () => number): void {
  const restore = divert({ out: () => {}, err: () => {} });
  run();
  restore();
}

/** Units that belong to no package of the list. */
function startUnits(): void {
  for (const { name, owner, wantedBy } of packagedUnits()) {
    if (owner !== 'systemd' && owner !== 'apt') continue;
    if (wantedBy !== '') linkWanted(name, wantedBy, `/usr/lib/systemd/system/${name}`);
    setActive(name);
  }
}

/** After a setup the lists of the repositories are there, those of a subscription replaced. */
function useUpdatedLists(release: Release): void {
  const codename = release === 9 ? 'trixie' : 'bookworm';
  for (const name of ['pve-enterprise', 'ceph']) {
    const file = `/etc/apt/sources.list.d/${name}.sources`;
    const before = readText(file);
    if (before !== undefined && !before.includes('Enabled:'))
      writeText(file, `${before}Enabled: no\n`);
  }
  writeText(
    '/etc/apt/sources.list.d/proxmox.sources',
    `Types: deb\nURIs: http://download.proxmox.com/debian/pve\nSuites: ${codename}\nComponents: pve-no-subscription\nSigned-By: /usr/share/keyrings/proxmox-archive-keyring.gpg\n`,
  );
  if (release === 8)
    writeText('/etc/apt/sources.list.d/pve-enterprise.list', `# replaced by proxmox.sources\n`);
  for (const source of aptSources())
    writeText(`/var/lib/apt/lists/${listName(source)}`, 'pve-sandbox\n');
}

/** How many NVIDIA cards the host has: those that guests are assigned, at least one for a driver. */
function graphicsOf(declared: Declared): number {
  const assigned = guests(declared).flatMap(({ gpu_assignment: gpus }) =>
    (Array.isArray(gpus) ? gpus : [gpus])
      .flatMap((one) => (text(one) ?? '').split(/[\s,]+/))
      .filter((word) => /^\d{1,2}$/.test(word)),
  );
  const driver = object(declared.hypervisor.nvidia_driver);
  const wanted = driver.install === true || text(driver.install) === 'true' ? 1 : 0;
  return Math.max(wanted, ...assigned.map((number) => Number(number) + 1));
}
