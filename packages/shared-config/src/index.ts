export type * from './common-types.ts';
export type * from './declared.ts';
export { guestOf } from './declared.ts';
export type { Diagnostic, Position } from './diagnostic.ts';
export { hasErrors } from './diagnostic.ts';
export type * from './hypervisor-config.ts';
export type * from './lxc-guest.ts';
export type * from './vm-guest.ts';
