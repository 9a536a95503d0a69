import type { JsonObject } from '../../../core/json.ts';
import { formList } from '../../wire/query.ts';
import { ServiceError } from '../../wire/service-error.ts';
import type { Operation } from '../service.ts';

/** Some of the Regions that an account has to opt in to; this one did not. */
const disabledRegions = ['af-south-1', 'ap-east-1', 'eu-south-1', 'il-central-1', 'me-south-1'];

interface RegionItem extends JsonObject {
  readonly regionName: string;
  readonly regionEndpoint: string;
  readonly optInStatus: string;
}

/** The values that a Region is filtered by, by the name of the filter. */
const filterValues: Readonly<Record<string, (region: RegionItem) => string>> = {
  'region-name': (region) => region.regionName,
  endpoint: (region) => region.regionEndpoint,
  'opt-in-status': (region) => region.optInStatus,
};

/** The enabled Regions; with `AllRegions` also those that the account could opt in to. */
export const describeRegions: Operation = {
  readOnly: true,

  requestParameters: (input) => ({
    regionSet: regionSet(formList(input, 'RegionName')),
    ...(input['AllRegions'] === 'true' && { allRegions: true }),
  }),

  run({ state, input }) {
    if (input['DryRun'] === 'true') {
      throw new ServiceError('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', 412);
    }
    const enabled = state.regions.map((name) => regionItem(name, 'opt-in-not-required'));
    const all = [...enabled, ...disabledRegions.map((name) => regionItem(name, 'not-opted-in'))];
    const names = formList(input, 'RegionName');
    const unknown = names.filter((name) => !all.some((region) => region.regionName === name));
    if (unknown.length > 0) {
      throw new ServiceError('InvalidParameterValue', `Invalid region names: [${unknown.join(', ')}]`);
    }
    const asked = input['AllRegions'] === 'true' ? all : enabled;
    const named = names.length === 0 ? asked : all.filter((region) => names.includes(region.regionName));
    return { regionInfo: named.filter(filterOf(input)) };
  },
};

function filterOf(input: JsonObject): (region: RegionItem) => boolean {
  const tests: ((region: RegionItem) => boolean)[] = [];
  for (let position = 1; ; position += 1) {
    const name = input[`Filter.${position}.Name`];
    if (typeof name !== 'string') {
      return (region) => tests.every((test) => test(region));
    }
    const valueOf = Object.hasOwn(filterValues, name) ? filterValues[name] : undefined;
    if (valueOf === undefined) {
      throw new ServiceError('InvalidParameterValue', `The filter '${name}' is invalid`);
    }
    const values = formList(input, `Filter.${position}.Value`);
    tests.push((region) => values.includes(valueOf(region)));
  }
}

function regionItem(name: string, optInStatus: string): RegionItem {
  return { regionName: name, regionEndpoint: `ec2.${name}.amazonaws.com`, optInStatus };
}

function regionSet(names: readonly string[]): JsonObject {
  return names.length === 0 ? {} : { items: names.map((name) => ({ regionName: name })) };
}
