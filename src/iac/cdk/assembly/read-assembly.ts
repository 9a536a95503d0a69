import { isJsonObject, type JsonValue } from '../../../core/json.ts';

/** Reads a file of an assembly by its path in it; undefined for one that is not there. */
export type ReadFile = (path: string) => Promise<string | undefined>;

/** What `cdk synth` has written: its templates, and where what is in them comes from. */
export interface Assembly {
  readonly stacks: readonly SynthesizedStack[];
}

export interface SynthesizedStack {
  /** The path of the template in the assembly. */
  readonly template: string;
  readonly resources: ReadonlyMap<string, TracedResource>;
  /** What the library's own validation has reported: its rules by logical id. */
  readonly reported: ReadonlyMap<string, ReadonlySet<string>>;
}

/** A resource of a template, by the construct that it comes from. */
export interface TracedResource {
  /** Without the last part that only says that it is the construct's own: `Audit/Trail`. */
  readonly constructPath: string;
  /** Where user code made it, innermost first; empty where the assembly does not say. */
  readonly frames: readonly SourceFrame[];
  /** Whether the library made it for another construct: the policy of a bucket. */
  readonly isGenerated: boolean;
}

export interface SourceFrame {
  /** Absolute, as the machine that synthesized it has it. */
  readonly file: string;
  /** From 0. */
  readonly line: number;
  readonly character: number;
}

/**
 * Assemblies of stages are folders in that of the app; no more are read. Manifests can name each other in circles, or
 * each of them many times.
 */
const maximumNested = 500;

/** Reads an assembly; undefined for a folder that has none. Never throws: what cannot be read is left out. */
export async function readAssembly(read: ReadFile): Promise<Assembly | undefined> {
  const manifest = parse(await read('manifest.json'));
  if (!isManifest(manifest)) {
    return undefined;
  }
  const reported = reportedRules(parse(await read('validation-report.json')));
  return { stacks: await stacksOf(manifest, read, '', reported, { left: maximumNested }) };
}

/** Whether a text may be the manifest of an assembly, by a look at its characters. */
export function mayBeManifest(text: string): boolean {
  return text.includes('"aws:cloudformation:stack"') || text.includes('"cdk:cloud-assembly"');
}

function isManifest(value: JsonValue | undefined): value is { readonly artifacts: JsonValue } & typeof value {
  return isJsonObject(value) && isJsonObject(value['artifacts']) && typeof value['version'] === 'string';
}

async function stacksOf(
  manifest: JsonValue | undefined,
  read: ReadFile,
  folder: string,
  reported: ReportedRules,
  nestedOnes: { left: number },
): Promise<readonly SynthesizedStack[]> {
  const artifacts =
    isJsonObject(manifest) && isJsonObject(manifest['artifacts']) ? manifest['artifacts'] : {};
  const stacks: SynthesizedStack[] = [];
  for (const artifact of Object.values(artifacts)) {
    const properties =
      isJsonObject(artifact) && isJsonObject(artifact['properties']) ? artifact['properties'] : {};
    if (!isJsonObject(artifact)) {
      continue;
    }
    const { type } = artifact;
    const nested = properties['directoryName'];
    if (type === 'aws:cloudformation:stack' && isInside(properties['templateFile'])) {
      const template = join(folder, properties['templateFile']);
      const file = artifact['additionalMetadataFile'];
      const metadata = isInside(file) ? parse(await read(join(folder, file))) : artifact['metadata'];
      stacks.push({
        template,
        resources: tracedResources(metadata),
        reported: reported.get(template) ?? new Map<string, ReadonlySet<string>>(),
      });
    } else if (type === 'cdk:cloud-assembly' && isInside(nested) && nestedOnes.left > 0) {
      nestedOnes.left -= 1;
      const inner = join(folder, nested);
      const innerManifest = parse(await read(join(inner, 'manifest.json')));
      stacks.push(...(await stacksOf(innerManifest, read, inner, reported, nestedOnes)));
    }
  }
  return stacks;
}

/** A manifest names files of its own folder alone. */
function isInside(name: JsonValue | undefined): name is string {
  return typeof name === 'string' && !/^[\\/]|^[A-Za-z]:|(?:^|[\\/])\.\.(?:[\\/]|$)/.test(name);
}

function join(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

function parse(text: string | undefined): JsonValue | undefined {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as JsonValue);
  } catch {
    return undefined;
  }
}

/** Metadata by construct path: the logical id of each resource, and the stack of calls that made it. */
function tracedResources(metadata: JsonValue | undefined): ReadonlyMap<string, TracedResource> {
  const resources = new Map<string, TracedResource>();
  for (const [path, entries] of isJsonObject(metadata) ? Object.entries(metadata) : []) {
    const items = Array.isArray(entries) ? entries.filter(isJsonObject) : [];
    const id = items.find(({ type }) => type === 'aws:cdk:logicalId');
    if (typeof id?.['data'] !== 'string') {
      continue;
    }
    // Older versions of the library have the calls beside the logical id.
    const calls = items.find(({ type }) => type === 'aws:cdk:creationStack')?.['data'] ?? id['trace'];
    resources.set(id['data'], {
      constructPath: constructPath(path),
      frames: Array.isArray(calls) ? calls.flatMap(frameOf) : [],
      isGenerated: /\/(?:Default)?Policy\/Resource$/.test(path),
    });
  }
  return withInheritedFrames(resources);
}

/** What the library makes deep inside is made where the construct around it is. */
function withInheritedFrames(
  resources: ReadonlyMap<string, TracedResource>,
): ReadonlyMap<string, TracedResource> {
  const byPath = new Map(
    [...resources.values()].map((resource) => [resource.constructPath, resource.frames]),
  );
  return new Map(
    [...resources].map(([id, resource]) => {
      let { frames } = resource;
      for (let path = resource.constructPath; frames.length === 0 && path.includes('/');) {
        path = path.slice(0, path.lastIndexOf('/'));
        frames = byPath.get(path) ?? [];
      }
      return [id, { ...resource, frames }];
    }),
  );
}

/** The path of a construct, without what only names its own resource. */
export function constructPath(path: string): string {
  return path.replace(/^\//, '').replace(/\/(?:Resource|Default)$/, '');
}

/** `new Audit (/app/lib/audit.ts:7:20)`, `at /app/lib/audit.ts:7:20`; code of packages and of Node is left out. */
function frameOf(call: JsonValue): readonly SourceFrame[] {
  const [, file, line, character] =
    typeof call === 'string'
      ? (/(?:\(|at |^)(?:file:\/\/)?([^()]+?):(\d+):(\d+)\)?$/.exec(call.trim()) ?? [])
      : [];
  const isOfUser =
    file !== undefined &&
    !file.startsWith('node:') &&
    !/[\\/](?:node_modules|jsii-kernel-[^\\/]*)[\\/]/.test(file);
  return isOfUser ? [{ file, line: Number(line) - 1, character: Number(character) - 1 }] : [];
}

type ReportedRules = ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>;

/** By template and logical id, the numbers of the rules that the library's validation found broken. */
function reportedRules(report: JsonValue | undefined): ReportedRules {
  const reported = new Map<string, Map<string, Set<string>>>();
  for (const plugin of membersOf(report, 'pluginReports')) {
    for (const violation of membersOf(plugin, 'violations')) {
      const { ruleName } = violation;
      for (const construct of membersOf(violation, 'violatingConstructs')) {
        const resource = construct['cloudFormationResource'];
        const template = isJsonObject(resource) ? resource['templatePath'] : undefined;
        const logicalId = isJsonObject(resource) ? resource['logicalId'] : undefined;
        if (typeof ruleName === 'string' && typeof template === 'string' && typeof logicalId === 'string') {
          const byId = reported.get(template) ?? new Map<string, Set<string>>();
          reported.set(template, byId.set(logicalId, (byId.get(logicalId) ?? new Set()).add(ruleName)));
        }
      }
    }
  }
  return reported;
}

function membersOf(value: JsonValue | undefined, name: string) {
  const list = isJsonObject(value) ? value[name] : undefined;
  return Array.isArray(list) ? list.filter(isJsonObject) : [];
}
