export * from './common.ts';
export * from './firewall.ts';
export * from './settings.ts';
export * from './words.ts';
