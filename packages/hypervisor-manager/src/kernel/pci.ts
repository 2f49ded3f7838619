import type { Look } from '../setup/step.ts';

/** A PCI card, as `lspci -nnk` tells. */
export interface Card {
  /** `01:00.0` */
  readonly slot: string;
  /** Class in four hex digits: `0300` is a graphics card. */
  readonly kind: string;
  /** What it calls itself: `NVIDIA Corporation AD102 [GeForce RTX 4090]`. */
  readonly name: string;
  /** Vendor and device: `10de:2684`. */
  readonly id: string;
  /** The driver that it is bound to. */
  readonly driver?: string;
  /** Drivers of this kernel that know it. */
  readonly modules: readonly string[];
}

/** The cards of the host; undefined where there is no lspci. */
export async function readCards(
  host: Pick<Look, 'program' | 'query'>,
): Promise<readonly Card[] | undefined> {
  if (host.program('lspci') === undefined) return undefined;
  const { exit, stdout } = await host.query(['lspci', '-nnk'], { timeout: 30 });
  return exit === 0 ? parseCards(stdout) : undefined;
}

/** Whether it is a graphics card (or a 3D controller) of NVIDIA. */
export function isNvidiaGpu({ kind, id }: Pick<Card, 'kind' | 'id'>): boolean {
  return kind.startsWith('03') && id.startsWith('10de:');
}

const HEAD = /^(\S+) .*? \[([0-9a-f]{4})\]: (.*) \[([0-9a-f]{4}:[0-9a-f]{4})\]/;

function parseCards(text: string): Card[] {
  return text.split(/\n(?=\S)/).flatMap((block): Card[] => {
    const [, slot = '', kind = '', name = '', id = ''] = HEAD.exec(block) ?? [];
    if (slot === '') return [];
    const driver = /^\s+Kernel driver in use: (\S+)/m.exec(block)?.[1];
    const modules = /^\s+Kernel modules: (.+)$/m.exec(block)?.[1]?.split(/,\s*/) ?? [];
    return [{ slot, kind, name, id, ...(driver !== undefined && { driver }), modules }];
  });
}
