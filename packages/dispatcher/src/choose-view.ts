import type { Paint } from '@phoenix/shared-runtime/frame';
import type { Session } from './session.ts';
import type { Surface, View } from './views/view.ts';
import { jsonView } from './views/view-json.ts';
import { plainView } from './views/view-plain.ts';
import { quietView } from './views/view-quiet.ts';

const KINDS: Readonly<Record<string, Parameters<Paint>[0]>> = {
  '✔': 'good',
  '✖': 'bad',
  '!': 'warn',
};

/** The view that the flags ask for; with `auto`, the one that suits the stream. It goes to stderr. */
export async function chooseView(session: Session): Promise<View> {
  const { world } = session;
  const surface: Surface = {
    write: world.stderr.write,
    get columns() {
      return world.stderr.columns;
    },
    get rows() {
      return world.stderr.rows;
    },
    label: session.label,
  };
  switch (modeFor(session)) {
    case 'tty': {
      // What it knows of the widths of letters is loaded for a terminal alone.
      const { ttyView } = await import('./views/view-tty.ts');
      return ttyView(surface, (symbol) => session.out.paintTalk(KINDS[symbol] ?? 'dim', symbol));
    }
    case 'json':
      return jsonView(surface, world.version);
    case 'quiet':
      return quietView();
    default:
      return plainView(surface);
  }
}

function modeFor({ flags, world }: Session) {
  if (flags.progress !== 'auto') return flags.progress;
  return world.stderr.isTTY && world.env.TERM !== 'dumb' ? 'tty' : 'plain';
}
