import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Times are shown in local time or UTC by a setting; tests pin the zone so that both are told apart.
    env: { TZ: 'America/New_York' },
    // A guard against what never ends, and nothing more: a machine may be busy with the tests of other tiers.
    testTimeout: 60_000,
    unstubGlobals: true,
    restoreMocks: true,
    projects: [
      { extends: true, test: { name: 'unit', include: ['src/**/*.test.ts', 'test/unit/**/*.test.ts'] } },
      // These talk to `aws`, where it is installed.
      { extends: true, test: { name: 'aws-cli', include: ['test/aws-cli/**/*.test.ts'] } },
      // These talk to `moto_server`, where it is installed.
      { extends: true, test: { name: 'moto', include: ['test/moto/**/*.test.ts'] } },
      // These look at dist/ and at the packed VSIX: `npm run package` first, as `npm test` does.
      { extends: true, test: { name: 'package', include: ['test/package/**/*.test.ts'] } },
    ],
  },
});
