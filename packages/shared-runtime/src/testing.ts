export * from './host/fake-host.ts';
