import type { SignIn } from '../../core/sign-in.ts';
import type { UserConfiguration } from '../../core/user-configuration.ts';

/**
 * Lets what the user changes outside of the editor count at once: profiles that are edited, and sign-ins in a terminal.
 * What failed before is asked for again then.
 */
export function followConfiguration(
  configuration: Pick<UserConfiguration, 'watch'>,
  followers: readonly Pick<SignIn, 'configurationChanged'>[],
  retryFailed: () => Promise<void>,
): { dispose(): void } {
  const stop = configuration.watch(() => {
    for (const follower of followers) {
      follower.configurationChanged();
    }
    void retryFailed();
  });
  return { dispose: stop };
}
