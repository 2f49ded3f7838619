export * from './errors.ts';
export * from './events.ts';
export * from './exit-codes.ts';
export * from './guest-plan.ts';
export * from './host/host.ts';
export { lockHolder } from './host/lock.ts';
export { realHost } from './host/real-host.ts';
export * from './host/spawn-manager.ts';
export * from './operation.ts';
