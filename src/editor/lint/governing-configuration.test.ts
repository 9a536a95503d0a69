import { beforeEach, expect, it, vi } from 'vitest';

/** A file of the given path, as much of a Uri as is asked for. */
const file = (path: string) => ({
  path,
  scheme: 'file',
  toString: () => path,
  with: ({ path: other }: { path: string }) => file(other),
});
type File = ReturnType<typeof file>;

const readFile = vi.fn<(uri: File) => Promise<Uint8Array>>();
const missing = () => Promise.reject(Object.assign(new Error('missing'), { code: 'FileNotFound' }));

vi.mock('vscode', () => ({
  Uri: { joinPath: (uri: File, _: string, name: string) => file(uri.path.replace(/[^/]*$/, name)) },
  workspace: {
    getWorkspaceFolder: () => ({ uri: file('/project') }),
    getConfiguration: () => ({ get: () => undefined, inspect: () => undefined }),
    fs: {
      stat: () => Promise.resolve({ size: 10 }),
      readFile: (uri: File) => (uri.path === '/project/trailscope.config.json' ? readFile(uri) : missing()),
    },
  },
}));
const { Configurations } = await import('./governing-configuration.ts');

const template = file('/project/trail.yaml') as never;
const bytes = (text: string) => new TextEncoder().encode(text);

beforeEach(() => {
  readFile.mockReset();
});

it('reads a configuration once, and tells of its faults once', async () => {
  const faultsFound = vi.fn();
  const configurations = new Configurations({ faultsFound, unreadable: vi.fn() });
  readFile.mockResolvedValue(bytes('{"preset": "cis", "x": 1}'));
  for (const { configuration } of [
    await configurations.governing(template),
    await configurations.governing(template),
  ]) {
    expect(configuration.preset).toBe('cis');
  }
  expect(readFile).toHaveBeenCalledOnce();
  expect(faultsFound).toHaveBeenCalledOnce();
});

it('takes nothing from a file that changes while it is read', async () => {
  const faultsFound = vi.fn();
  const configurations = new Configurations({ faultsFound, unreadable: vi.fn() });
  let finish: (content: Uint8Array) => void = () => undefined;
  const slow = new Promise<Uint8Array>((resolve) => (finish = resolve));
  readFile.mockReturnValueOnce(slow).mockResolvedValue(bytes('{"preset": "deploy"}'));
  const before = configurations.governing(template);
  await vi.waitFor(() => {
    expect(readFile).toHaveBeenCalled();
  });
  configurations.forget();
  finish(bytes('{"preset": "cis", "x": 1}'));
  await before;
  const { configuration } = await configurations.governing(template);
  expect(configuration.preset).toBe('deploy');
  expect(faultsFound.mock.calls.map(([, problems]: unknown[]) => problems)).toEqual([[]]);
});
