import { cloudInit } from './scripts/cloud-init.ts';
import * as fetch from './scripts/fetch.ts';
import * as mounts from './scripts/mount.ts';
import * as network from './scripts/network.ts';
import * as packages from './scripts/packages.ts';
import * as services from './scripts/services.ts';
import * as systemd from './scripts/systemd.ts';

/** The stand-ins that every guest has, as shell scripts without their prelude. */
export const guestScripts: Readonly<Record<string, string>> = {
  apk: packages.otherPackages,
  apt: packages.aptGet,
  'apt-cache': packages.aptCache,
  'apt-get': packages.aptGet,
  'apt-key': packages.quietSuccess,
  'apt-mark': packages.quietSuccess,
  'add-apt-repository': packages.quietSuccess,
  curl: fetch.curl,
  dnf: packages.otherPackages,
  dpkg: packages.dpkg,
  'dpkg-query': packages.dpkgQuery,
  'dpkg-reconfigure': packages.quietSuccess,
  getent: network.getent,
  hostname: network.hostname,
  hostnamectl: systemd.hostnamectl,
  ip: network.ip,
  iptables: packages.quietSuccess,
  journalctl: systemd.journalctl,
  'locale-gen': systemd.localeGen,
  modprobe: packages.quietSuccess,
  nc: fetch.nc,
  networkctl: network.networkctl,
  'nvidia-smi': services.nvidiaSmi,
  ping: network.ping,
  poweroff: packages.quietSuccess,
  reboot: packages.quietSuccess,
  resolvectl: network.networkctl,
  service: systemd.service,
  runuser: services.asUser,
  shutdown: packages.quietSuccess,
  su: services.asUser,
  sudo: services.asUser,
  sysctl: packages.quietSuccess,
  systemctl: systemd.systemctl,
  timedatectl: systemd.timedatectl,
  'update-ca-certificates': packages.quietSuccess,
  'update-locale': systemd.updateLocale,
  wget: fetch.wget,
};

/** Programs that a guest has once a package brought them. */
export const optionalScripts: Readonly<Record<string, string>> = {
  'cloud-init': cloudInit,
  docker: services.docker,
  'docker-compose': services.dockerCompose,
  mount: mounts.mount,
  'mount.nfs': mounts.mountNfs,
  nginx: services.nginx,
  'nvidia-ctk': packages.quietSuccess,
  umount: mounts.umount,
};

/** The names of the stand-ins that every guest has. */
export const guestPrograms: readonly string[] = Object.keys(guestScripts);
