export * from './guests/fixtures.ts';
export * from './host/fake-host.ts';
export * from './test-support/whole-plan.ts';
