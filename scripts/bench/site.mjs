import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Seconds that a feature takes to install, and everything else that a site brings. */
const SECONDS = { base_setup: 20, docker: 40, nvidia: 60, vllm: 90, ollama: 40, other: 20 };

/**
 * A site for a configuration: scripts in the place of those that it lacks, which take as long as such things do
 * and look into the guest once. Answers the etc directory, with bin beside it.
 * @param {string} etc
 * @param {number} scale
 */
export function site(etc, scale) {
  const base = mkdtempSync(join(tmpdir(), 'phoenix-site-'));
  cpSync(etc, join(base, 'etc'), { recursive: true });
  const own = join(etc, '../bin');
  if (existsSync(own)) cpSync(own, join(base, 'bin'), { recursive: true });
  for (const folder of ['lxc_setup', 'vm_features', 'health_checks'])
    mkdirSync(join(base, 'bin', folder), { recursive: true });
  /** @param {string} path @param {string} name @param {string} look */
  const script = (path, name, look) => {
    if (existsSync(join(base, 'bin', path))) return;
    const seconds =
      name in SECONDS ? SECONDS[/** @type {keyof typeof SECONDS} */ (name)] : SECONDS.other;
    const text = `#!/usr/bin/env bash\nset -e\n${look}\nsleep ${seconds * scale}\n`;
    writeFileSync(join(base, 'bin', path), text, { mode: 0o755 });
  };
  const { lxc_configs: lxc = {} } = JSON.parse(
    readFileSync(join(etc, 'phoenix_lxc_configs.json'), 'utf8'),
  );
  const { vms = [] } = JSON.parse(readFileSync(join(etc, 'phoenix_vm_configs.json'), 'utf8'));
  for (const { features = [], application_script: application } of Object.values(lxc)) {
    for (const name of features)
      script(
        `lxc_setup/phoenix_hypervisor_feature_install_${name}.sh`,
        name,
        'pct exec "$1" -- true',
      );
    if (application) script(application, 'application', 'true');
  }
  for (const { features = [] } of vms)
    for (const name of features) script(`vm_features/feature_install_${name}.sh`, name, 'true');
  return join(base, 'etc');
}
