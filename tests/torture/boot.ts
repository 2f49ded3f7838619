import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LabHost } from '../e2e/lab-host.ts';

/** Starts what Proxmox starts when a host comes up, also what is half-made. */
export async function boot(host: LabHost): Promise<void> {
  for (const [tool, confs] of [
    ['pct', 'lxc'],
    ['qm', 'qemu-server'],
  ] as const) {
    const place = join(host.directory, 'etc/pve', confs);
    if (!existsSync(place)) continue;
    for (const name of readdirSync(place).filter((one) => one.endsWith('.conf'))) {
      const [main = ''] = readFileSync(join(place, name), 'utf8').split(/^\[/m);
      if (/^onboot: 1$/m.test(main) && !/^(?:template|lock):/m.test(main))
        await host.begin(tool, 'start', name.replace('.conf', '')).done;
    }
  }
}
