/** Programs of every host that only a setup calls: accounts, network, kernel. */
export const setupNames = [
  'bridge',
  'chpasswd',
  'chsh',
  'gpasswd',
  'groupadd',
  'groupdel',
  'groupmod',
  'hostname',
  'lsmod',
  'lspci',
  'modinfo',
  'nvidia-installer',
  'passwd',
  'pvesubscription',
  'systemd-run',
  'uname',
  'useradd',
  'userdel',
  'usermod',
] as const;

/** Programs that a host has only while their package is installed. */
export const packagedNames = [
  'aa-status',
  'apparmor_parser',
  'chronyc',
  'dkms',
  'exportfs',
  'pdbedit',
  'showmount',
  'smbcontrol',
  'smbpasswd',
  'sudo',
  'testparm',
  'virt-customize',
  'visudo',
] as const;

/** Stand-ins that end in the machine's own program, which therefore stays where it is. */
export const delegating: readonly string[] = [
  'apparmor_parser',
  'chpasswd',
  'chsh',
  'gpasswd',
  'groupadd',
  'groupdel',
  'groupmod',
  'passwd',
  'testparm',
  'uname',
  'useradd',
  'userdel',
  'usermod',
  'visudo',
];
