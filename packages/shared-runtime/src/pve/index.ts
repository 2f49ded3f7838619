export * from './conf.ts';
export * from './properties.ts';
export * from './storage.ts';
export * from './template-index.ts';
export * from './template-places.ts';
export * from './volumes.ts';
