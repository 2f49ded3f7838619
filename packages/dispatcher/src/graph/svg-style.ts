import { TONES } from './tones.ts';

/** The style sheet of a drawing: dark where the reader's system is, and light in print. */
export function svgStyle(): string {
  const tones = (which: 'light' | 'dark') =>
    Object.entries(TONES)
      .map(([name, tone]) => `.${name}{--tone:${tone[which]}}`)
      .join('');
  return [
    ':root{--ground:#fff;--box:#f6f8fa;--ink:#1f2328;--line:#59636e}',
    tones('light'),
    '@media (prefers-color-scheme:dark) and (not print){:root{--ground:#0d1117;--box:#151b23;--ink:#f0f6fc;--line:#9198a1}',
    tones('dark'),
    '}',
    '.ground{fill:var(--ground)}',
    '.guest rect{fill:var(--box);stroke:var(--tone);stroke-width:1.5}',
    '.guest .inner{fill:none;stroke-width:1}',
    '.guest.missing rect{stroke-dasharray:5 3}',
    '.guest.critical rect{stroke-width:3.5}',
    '.guest.critical .inner{stroke-width:1}',
    'text{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;fill:var(--ink)}',
    '.name{font-size:14px;font-weight:600;text-anchor:middle}',
    '.state{font-size:12px;text-anchor:middle;fill:var(--tone)}',
    '.legend{font-size:12px}',
    '.clone,.dependency{fill:none;stroke:var(--line);stroke-width:1.5}',
    '.clone{stroke-dasharray:6 4}',
    'path.critical{stroke-width:3.5}',
    'marker path{fill:var(--line)}',
  ].join('');
}
