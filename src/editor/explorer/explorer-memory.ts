import { isJsonObject } from '../../core/json.ts';
import { facetFields } from '../../core/query/facets.ts';
import {
  columnNames,
  type ColumnChoice,
  type ColumnName,
  type ExplorerUi,
  type NamedFilter,
  type NoiseSwitches,
} from '../../protocol/explorer.ts';
import type { Memory } from '../connections/connection-store.ts';
import type { ExplorerLook } from './explorer-panel.ts';
import type { ExplorerMemory } from './explorer-session.ts';

const memoryKey = 'trailscope.explorer';

/** The filter that an explorer opens with: what happened of late, in few calls. */
export const firstFilter = 'time:-24h..';

const usualNoise: NoiseSwitches = {
  isOn: false,
  reads: true,
  services: true,
  trailscope: true,
  ignored: true,
  ignoreList: [],
};

const usualColumns: readonly ColumnChoice[] = [
  { name: 'time', width: 165 },
  { name: 'event', width: 155 },
  { name: 'who', width: 140 },
  { name: 'what', width: 150 },
  { name: 'from', width: 110 },
  { name: 'result', width: 100 },
  { name: 'region', width: 110 },
];

/** The width of a column that nobody has sized, in pixels. */
export function usualWidth(name: ColumnName): number {
  return usualColumns.find((column) => column.name === name)?.width ?? 140;
}

const usualUi: ExplorerUi = {
  sort: { by: 'time', descending: true },
  stackBy: 'outcome',
  hasFacets: true,
  top: 0,
};

/** Everything about explorers that a workspace remembers. */
export type RememberedExplorer = ExplorerMemory & ExplorerLook;

/** What the workspace remembers; what is not understood is as at first. */
export function remembered(memory: Memory): RememberedExplorer {
  const value = memory.get(memoryKey);
  const kept = isJsonObject(value) ? value : {};
  const { noise, saved, columns, ui, filter } = kept;
  return {
    filter: typeof filter === 'string' ? filter : firstFilter,
    noise: isJsonObject(noise) ? noiseOf(noise) : usualNoise,
    saved: Array.isArray(saved) ? saved.flatMap((each) => namedFilter(each) ?? []) : [],
    columns: columnsOf(columns),
    ui: isJsonObject(ui) ? uiOf(ui) : usualUi,
  };
}

/** Remembers a part; the rest stays. */
export async function remember(memory: Memory, change: Partial<RememberedExplorer>): Promise<void> {
  await memory.update(memoryKey, { ...remembered(memory), ...change });
}

function noiseOf(value: Readonly<Record<string, unknown>>): NoiseSwitches {
  const flag = (name: Exclude<keyof NoiseSwitches, 'ignoreList'>): boolean => {
    const kept = value[name];
    return typeof kept === 'boolean' ? kept : usualNoise[name];
  };
  const { ignoreList } = value;
  return {
    isOn: flag('isOn'),
    reads: flag('reads'),
    services: flag('services'),
    trailscope: flag('trailscope'),
    ignored: flag('ignored'),
    ignoreList: Array.isArray(ignoreList) ? ignoreList.filter((text) => typeof text === 'string') : [],
  };
}

function namedFilter(value: unknown): NamedFilter | undefined {
  if (!isJsonObject(value)) {
    return undefined;
  }
  const { name, text } = value;
  return typeof name === 'string' && typeof text === 'string' ? { name, text } : undefined;
}

function columnsOf(value: unknown): readonly ColumnChoice[] {
  const columns = Array.isArray(value) ? value.flatMap((each) => columnOf(each) ?? []) : [];
  const distinct = [...new Map(columns.map((column) => [column.name, column])).values()];
  return distinct.length === 0 ? usualColumns : distinct;
}

function columnOf(value: unknown): ColumnChoice | undefined {
  if (!isJsonObject(value)) {
    return undefined;
  }
  const name = columnNames.find((each) => each === value['name']);
  const { width } = value;
  const isWidth = typeof width === 'number' && Number.isFinite(width);
  return name && { name, width: isWidth ? width : usualWidth(name) };
}

function uiOf(value: Readonly<Record<string, unknown>>): ExplorerUi {
  const { sort, stackBy, hasFacets, top, times, folded } = value;
  const field = (name: unknown) => facetFields.find((each) => each === name);
  const sortedBy = isJsonObject(sort) ? sort : {};
  return {
    sort: { by: field(sortedBy['by']) ?? 'time', descending: sortedBy['descending'] !== false },
    stackBy: field(stackBy) ?? 'outcome',
    hasFacets: hasFacets !== false,
    top: typeof top === 'number' && Number.isSafeInteger(top) && top >= 0 ? top : 0,
    ...((times === 'absolute' || times === 'relative') && { times }),
    ...(Array.isArray(folded) && { folded: facetFields.filter((each) => folded.includes(each)) }),
  };
}
