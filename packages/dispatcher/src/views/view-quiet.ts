import type { View } from './view.ts';

/** Shows nothing: failures are in the summary. */
export function quietView(): View {
  return { show() {}, tick() {}, close() {} };
}
