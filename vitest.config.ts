import { defineConfig } from 'vitest/config';
import manifest from './package.json' with { type: 'json' };

export default defineConfig({
  define: { __PHOENIX_VERSION__: JSON.stringify(manifest.version) },
  test: {
    setupFiles: ['tests/seed.ts'],
    include: ['packages/*/src/**/*.test.ts', 'tests/**/*.test.ts', 'scripts/**/*.test.ts'],
  },
});
