export * from './guests/fixtures.ts';
export * from './host/fake-host.ts';
