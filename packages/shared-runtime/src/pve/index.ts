export * from './conf.ts';
export { applyConfEdit } from './conf-edit.ts';
export * from './properties.ts';
export * from './storage.ts';
