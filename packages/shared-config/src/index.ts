export type * from './common-types.ts';
export type * from './declared.ts';
export { guestOf } from './declared.ts';
export type { Diagnostic, Position } from './diagnostic.ts';
export { hasErrors } from './diagnostic.ts';
export { defaultBaseDir } from './files.ts';
export { count, type FormatOptions, formatDiagnostics, type Styled } from './format.ts';
export {
  closure,
  type DependantOptions,
  dependants,
  type Edge,
  edges,
  type Guests,
  order,
} from './graph.ts';
export type * from './hypervisor-config.ts';
export { loadConfig } from './load.ts';
export {
  applicationScriptPath,
  builtInFeatures,
  featureScriptPath,
  healthScriptPath,
  profilePath,
  sourcePath,
  testPath,
} from './locations.ts';
export type * from './lxc-guest.ts';
export { jsonSchema } from './schema/json-schema.ts';
export { type Selection, select, type UnknownWord } from './select.ts';
export { didYouMean, editDistance } from './suggest.ts';
export type * from './vm-guest.ts';
