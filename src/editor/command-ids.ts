/**
 * The commands of Trailscope. `test/unit/manifest.test.ts` holds that package.json contributes exactly these, so a
 * forgotten or misspelt one fails the build or the tests.
 */
export const commandIds = [
  'trailscope.openSampleAccount',
  'trailscope.connect',
  'trailscope.chooseRegion',
  'trailscope.disconnect',
  'trailscope.openLog',
  'trailscope.refreshTrails',
  'trailscope.startLogging',
  'trailscope.copyTrailArn',
  'trailscope.copyTrailJson',
  'trailscope.openTrailInConsole',
  'trailscope.openLogFile',
  'trailscope.makeSampleActivity',
  'trailscope.refreshEvents',
  'trailscope.loadMoreEvents',
  'trailscope.cancelEvents',
  'trailscope.showAllEvents',
  'trailscope.showWritesOnly',
  'trailscope.chooseTimeRange',
  'trailscope.filterEvents',
  'trailscope.clearEventFilter',
  'trailscope.goToGlobalEvents',
  'trailscope.openEvent',
  'trailscope.openEventToSide',
  'trailscope.showEventJson',
  'trailscope.copyEventId',
  'trailscope.copyEventJson',
  'trailscope.copyResourceArn',
  'trailscope.copyCallerArn',
  'trailscope.openEventInConsole',
  'trailscope.retry',
  'trailscope.copyPermission',
  'trailscope.lintWorkspace',
  'trailscope.openExampleTemplate',
] as const;

export type CommandId = (typeof commandIds)[number];
