/**
 * The one platform type that the core may name. It exists in every runtime that Trailscope runs in (browser,
 * extension host, Node), and the core is compiled without the types of any of them, so it is declared here.
 */
interface AbortSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  throwIfAborted(): void;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}
