// The lab of examples/ as `phoenix graph --out lab.svg` draws it when it is up.
import { join } from 'node:path';
import { draw } from '../../packages/dispatcher/src/graph/draw.ts';
import { graphOf } from '../../packages/dispatcher/src/graph/graph.ts';
import { isTemplate, loadConfig } from '../../packages/shared-config/src/index.ts';
import { realHost } from '../../packages/shared-runtime/src/host/real-host.ts';
import { root } from './toolchain.mjs';

/** Where it is kept. */
export const drawingPath = join(root, 'docs', 'images', 'lab.svg');

/** The drawing as SVG. */
export function labDrawing() {
  const declared = loadConfig({ baseDir: join(root, 'examples'), reader: realHost() });
  const guests = [...declared.lxc.values(), ...declared.vms.values()];
  const seen = new Map(
    guests.map((guest) => {
      const state = isTemplate(guest)
        ? /** @type {const} */ ('template')
        : /** @type {const} */ ('running');
      return [guest.id, { state, differs: false }];
    }),
  );
  const ids = guests.map(({ id }) => id);
  return draw(graphOf(declared, ids, { seen }), 'svg', { columns: 80, paint: (_, text) => text });
}
