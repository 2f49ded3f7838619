import { expect, test } from 'vitest';
import { parseGuestConf } from '../../packages/pve-sandbox/src/state/guest-conf.ts';
import { lxcKeys } from '../../packages/shared-config/src/normalise/lxc-keys.ts';
import { parseConf } from '../../packages/shared-runtime/src/pve/conf.ts';

// Beside the keys of today: what LXC 2 had, what only LXC knows, and plain mistakes.
const others =
  `cgroup.memory.limit_in_bytes cgroup2.devices.allow prlimit.nofile limit.nofile net.0.type
  net.INDEX.type aa_profile aa_allow_incomplete console devttydir haltsignal rebootsignal stopsignal
  id_map init_cmd loglevel logfile mount network.type network.flags network.link network.mtu
  network.name network.hwaddr network.ipv4 network.ipv4.gateway network.ipv6 network.ipv6.gateway
  network.script.up network.script.down network.0.type pts se_context seccomp tty utsname rootfs
  rootfs.path rootfs.options tty.dir init.uid init.gid init.groups hook.start-host no_new_privs
  sysctl.net.ipv4.ip_forward sysctl.kernel.hostname proc.oom_score_adj namespace.keep
  seccomp.allow_nesting log.syslog monitor.unshare ephemeral mount.entri toString`
    .split(/\s+/)
    .map((name) => `lxc.${name}`);

test.each([...lxcKeys, ...others])('phoenix foresees whether Proxmox keeps %s', (key) => {
  const line = `${key}: 1`;
  const { lxc } = parseGuestConf(100, line, () => {});
  expect(parseConf(line).dropped).toEqual(lxc.length === 0 ? [line] : []);
});
