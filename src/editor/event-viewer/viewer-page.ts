/** The page that the viewer's script runs in. */

/** What the page needs of the webview that it is for. */
export interface PageParts {
  /** Address of the bundled script, as the webview sees it. */
  readonly script: string;
  /** A random text that only this page's own script tag carries. */
  readonly nonce: string;
  /** Language of the user interface, such as `en` or `pt-br`. */
  readonly language: string;
}

/**
 * The page: nothing but a script. Whatever is not named in the policy is forbidden: no inline script, no style, no
 * picture, no font, no request, no frame and no form. (The components' style sheets are constructed by the script.)
 */
export function viewerPage({ script, nonce, language }: PageParts): string {
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'`;
  return `<!DOCTYPE html>
<html lang="${attribute(language)}">
  <head>
    <meta charset="UTF-8" />
    <meta http-equiv="Content-Security-Policy" content="${attribute(policy)}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>CloudTrail event</title>
  </head>
  <body>
    <script type="module" nonce="${attribute(nonce)}" src="${attribute(script)}"></script>
  </body>
</html>
`;
}

function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
