import { didYouMean } from '../suggest.ts';
import type { Notes } from './notes.ts';

/** Features of `pct set --features` with what they may be. */
const features: Readonly<Record<string, RegExp>> = {
  force_rw_sys: /^[01]$/,
  fuse: /^[01]$/,
  keyctl: /^[01]$/,
  mknod: /^[01]$/,
  mount: /^[a-zA-Z0-9_; ]+$/,
  nesting: /^[01]$/,
};

/** `pct_options` by name; what pct would refuse is an error here. */
export function pctFeatures(
  options: readonly string[] | undefined,
  notes: Notes,
): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [index, option] of (options ?? []).entries()) {
    if (option === undefined) continue;
    const at = option.indexOf('=');
    const name = option.slice(0, at);
    const value = option.slice(at + 1);
    const form = Object.hasOwn(features, name) ? features[name] : undefined;
    if (form === undefined) {
      const meant = didYouMean(name, Object.keys(features));
      notes.error('invalid-value', ['pct_options', index], `names no feature of pct: "${name}"`, {
        hint:
          meant === undefined
            ? `there are ${Object.keys(features).join(', ')}`
            : `did you mean "${meant}"?`,
      });
    } else if (!form.test(value)) {
      notes.error('invalid-value', ['pct_options', index], `must be "${name}=1" or "${name}=0"`);
    } else {
      if (found[name] !== undefined && found[name] !== value) {
        notes.warning('twice', ['pct_options', index], `sets ${name} again; this one counts`);
      }
      found[name] = value;
    }
  }
  return found;
}
