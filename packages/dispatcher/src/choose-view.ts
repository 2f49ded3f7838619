import type { Paint } from '@phoenix/shared-runtime/frame';
import type { Session } from './session.ts';
import type { Surface, View } from './views/view.ts';
import { jsonView } from './views/view-json.ts';
import { plainView } from './views/view-plain.ts';
import { quietView } from './views/view-quiet.ts';
import { ttyView } from './views/view-tty.ts';

const KINDS: Readonly<Record<string, Parameters<Paint>[0]>> = {
  '✔': 'good',
  '✖': 'bad',
  '!': 'warn',
};

/** The view that the flags ask for; with `auto`, the one that suits the stream. It goes to stderr. */
export function chooseView(session: Session): View {
  const { world } = session;
  const surface: Surface = {
    write: world.stderr.write,
    columns: world.stderr.columns,
    label: session.label,
  };
  switch (modeFor(session)) {
    case 'tty':
      return ttyView(surface, (symbol) => session.out.paintTalk(KINDS[symbol] ?? 'dim', symbol));
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
