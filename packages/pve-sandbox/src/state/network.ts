import { exists, readText } from './files.ts';

/** Whether the host has a network interface. */
export function hasInterface(name: string): boolean {
  return name !== '' && exists(`/sys/class/net/${name}`);
}

/** Whether an AppArmor profile can be used: built in, made by LXC, or loaded from its directory. */
export function hasApparmorProfile(name: string): boolean {
  const bare = name.replace(/^profile /, '');
  if (['unconfined', 'generated', 'unchanged'].includes(bare)) return true;
  if (/^lxc-container-default/.test(bare)) return true;
  return ['/etc/apparmor.d', '/etc/apparmor.d/lxc'].some(
    (directory) => exists(`${directory}/${bare}`) || declares(directory, bare),
  );
}

function declares(directory: string, profile: string): boolean {
  const text = readText(`${directory}/lxc-containers`) ?? '';
  return text.split('\n').some((line) => line.trim().split(/\s+/)[1] === profile);
}
