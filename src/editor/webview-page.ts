/** The page that a webview's script runs in. */

/** What the page needs of the webview that it is for. */
export interface PageParts {
  /** Address of the bundled script, as the webview sees it. */
  readonly script: string;
  /** A random text that only this page's own script tag carries. */
  readonly nonce: string;
  /** Language of the user interface, such as `en` or `pt-br`. */
  readonly language: string;
  /** What a screen reader calls the page. */
  readonly title: string;
}

/**
 * The page: nothing but a script. Whatever is not named in the policy is forbidden: no inline script, no style, no
 * picture, no font, no request, no frame and no form. (The components' style sheets are constructed by the script.)
 */
export function webviewPage({ script, nonce, language, title }: PageParts): string {
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'`;
  return `<!DOCTYPE html>
<html lang="${attribute(language)}">
  <head>
    <meta charset="UTF-8" />
    <meta http-equiv="Content-Security-Policy" content="${attribute(policy)}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${attribute(title)}</title>
  </head>
  <body>
    <script type="module" nonce="${attribute(nonce)}" src="${attribute(script)}"></script>
  </body>
</html>
`;
}

/** For an attribute's value and for the text of an element. */
function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
