import { defineConfig } from 'vitest/config';
import manifest from './package.json' with { type: 'json' };

export default defineConfig({
  define: { __PHOENIX_VERSION__: JSON.stringify(manifest.version) },
  test: {
    setupFiles: ['tests/seed.ts'],
    // A busy machine is no reason to fail; what hangs is found out all the same.
    testTimeout: 60_000,
    // Of what unit tests reach: the sandbox is tried by tests of the executables.
    coverage: {
      provider: 'v8',
      include: ['packages/*/src/**/*.ts'],
      exclude: [
        'packages/pve-sandbox/**',
        '**/*.test.ts',
        '**/{fixture,fixtures,testing}.ts',
        '**/test-support/**',
      ],
      reporter: ['text', 'text-summary'],
      reportsDirectory: 'dist/coverage',
    },
    include: ['packages/*/src/**/*.test.ts', 'tests/**/*.test.ts', 'scripts/**/*.test.ts'],
  },
});
