// Brings the pinned Node and pnpm through npm into .toolchain/, then the workspace's packages.
// Runs on any Node >= 20. The second time it only compares a hash.
import { setup } from './lib/toolchain.mjs';

setup({ talk: true });
