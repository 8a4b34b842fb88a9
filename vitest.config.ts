import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/browser/**'],
    setupFiles: ['test/setup/no-network.ts', 'test/setup/no-children.ts'],
    // Some start the program as a child, which takes seconds where everything runs at once.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    sequence: { shuffle: true },
    // Files share a worker's modules: Bolt and the GraphQL schema are loaded once, not a hundred times.
    // No test may leave anything behind in a module; the shuffled order shows one that does.
    isolate: false,
    // Many stories wait for sockets and child processes; twice the cores of a small machine keeps both busy.
    maxWorkers: 4,
  },
});
