import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/unit/**/*.test.ts'],
    // Times are shown in local time or UTC by a setting; tests pin the zone so that both are told apart.
    env: { TZ: 'America/New_York' },
    unstubGlobals: true,
    restoreMocks: true,
  },
});
