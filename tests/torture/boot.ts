import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Scene } from './scene.ts';

/** Starts what Proxmox starts when a host comes up, also what is half-made; what is locked stays down. */
export async function boot({ host, down }: Pick<Scene, 'host' | 'down'>): Promise<void> {
  for (const [tool, confs] of [
    ['pct', 'lxc'],
    ['qm', 'qemu-server'],
  ] as const) {
    const place = join(host.directory, 'etc/pve', confs);
    if (!existsSync(place)) continue;
    for (const name of readdirSync(place).filter((one) => one.endsWith('.conf'))) {
      const [main = ''] = readFileSync(join(place, name), 'utf8').split(/^\[/m);
      if (!/^onboot: 1$/m.test(main) || /^template:/m.test(main)) continue;
      const id = name.replace('.conf', '');
      if (/^lock:/m.test(main)) down.add(id);
      else await host.begin(tool, 'start', id).done;
    }
  }
}
