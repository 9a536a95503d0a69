import { env, type Uri } from 'vscode';

/**
 * Opens an address in the browser, exactly as it is written. As a `Uri`, which the types ask for, it would be encoded
 * anew: `?` and `=` in a fragment would become `%3F` and `%3D`, and the pages of the AWS console, which have their
 * parameters there, would not be found. A text is handed on unchanged.
 */
export async function openAddress(address: string | undefined): Promise<void> {
  if (address !== undefined) {
    await env.openExternal(address as unknown as Uri);
  }
}
