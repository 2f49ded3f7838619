import type { Guests, LxcGuest, VmGuest } from '@phoenix/shared-config';

/** What the graph looks at in a guest; the rest of it does not matter here. */
interface Sketch {
  clone?: number;
  needs?: number[];
  boot?: number;
  delay?: number;
  vm?: true;
}

/** Guests with their edges and nothing else, by id. */
export function guests(sketches: Readonly<Record<number, Sketch>>): Guests {
  const lxc = new Map<number, LxcGuest>();
  const vms = new Map<number, VmGuest>();
  for (const [key, { clone, needs = [], boot, delay, vm }] of Object.entries(sketches)) {
    const id = Number(key);
    const common = { id, name: `g${id}`, dependencies: needs, boot_order: boot, boot_delay: delay };
    if (vm) vms.set(id, { ...common, clone_from_vmid: clone } as VmGuest);
    else lxc.set(id, { ...common, clone_from_ctid: clone } as LxcGuest);
  }
  return { lxc, vms };
}

/** A lab like those that people have. */
export const lab: Guests = guests({
  900: {},
  901: { clone: 900 },
  902: { clone: 900 },
  920: { clone: 901 },
  950: { clone: 920, needs: [953], boot: 3 },
  951: { clone: 920, needs: [953], boot: 3 },
  952: { clone: 902, needs: [953], boot: 3 },
  953: { clone: 900, boot: 1 },
  955: { clone: 901, needs: [953], boot: 2 },
  956: { clone: 902, needs: [953, 955], boot: 3 },
  8000: { vm: true },
  8001: { vm: true, clone: 8000, needs: [953] },
});
