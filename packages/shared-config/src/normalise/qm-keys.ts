/**
 * Options of `qm set` that are settings of a VM (qemu-server 9, `qm set` schema), by what becomes
 * of them here. Numbered ones stand without their number.
 */
const settings = {
  /** Kept as 0 or 1. */
  switches:
    'acpi allow-ksm autostart ciupgrade freeze keephugepages kvm localtime numa protection reboot ' +
    'tablet tdf',
  others:
    'affinity amd-sev arch args audio0 balloon bios citype cpulimit cpuunits hookscript hotplug ' +
    'hugepages intel-tdx ivshmem keyboard machine migrate_downtime migrate_speed rng0 shares ' +
    'smbios1 sockets spice_enhancements startdate vcpus vmstatestorage watchdog hostpci# numa# ' +
    'parallel# serial# usb# virtiofs# net# ipconfig#',
};

const switches = new Set(settings.switches.split(' '));

/** All keys that may be set beside those of Phoenix, numbered ones with `#` as their number. */
export const qmKeys: ReadonlySet<string> = new Set([...switches, ...settings.others.split(' ')]);

/** Whether Proxmox keeps 0 or 1 for it. */
export function isSwitch(key: string): boolean {
  return switches.has(key);
}

/** Whether Proxmox makes something new of it each time that it is set: a disk, a number. */
export function isMadeAnew(key: string): boolean {
  return /^(?:(?:ide|sata|scsi|virtio|unused|efidisk|tpmstate)\d+|vmgenid)$/.test(key);
}

/** Options that Phoenix sets by a key of its own, or (empty) that it needs for itself. */
const managedKeys: Readonly<Record<string, string>> = {
  name: 'name',
  memory: 'memory_mb',
  cores: 'cores',
  cpu: 'cpu_type',
  net0: 'network_bridge" and "mac_address',
  ipconfig0: 'network_config',
  nameserver: 'network_config.nameservers',
  searchdomain: 'network_config.searchdomain',
  scsi0: 'disk_size_gb" and "storage_pool',
  onboot: 'start_at_boot',
  startup: 'boot_order" and "boot_delay',
  tags: 'tags',
  description: 'description',
  agent: 'agent',
  template: 'is_template',
  ciuser: 'user_config.username',
  sshkeys: 'user_config.ssh_keys',
  cipassword: 'user_config.password_hash',
  cicustom: '',
  ide2: '',
  boot: '',
  bootdisk: '',
  scsihw: '',
  serial0: '',
  vga: '',
  ostype: '',
};

/** The key by which Phoenix sets an option, empty for what it needs for itself; undefined: it sets it not. */
export function managedBy(option: string): string | undefined {
  return Object.hasOwn(managedKeys, option) ? managedKeys[option] : undefined;
}
