import { htmlText } from '../markdown-text.ts';

/** What a page is made with and only the command line has. */
export type PageTools = {
  /** The script and the style of all pages, as the build made them. */
  readonly script: string;
  readonly style: string;
  readonly gzip: (bytes: Uint8Array) => Uint8Array;
  /** The hash of a text in UTF-8, in base64: how a policy names what it allows. */
  readonly sha256: (text: string) => string;
};

export type PageParts = {
  readonly title: string;
  readonly body: Iterable<string>;
  /** What the script reads; null for a page without one. */
  readonly data: Uint8Array | null;
};

/**
 * A whole page in one file. It fetches nothing and nothing else runs in it: the policy names the one script and the one
 * style by their hashes. Data is base64, so that nothing in a profile can close the element around it.
 */
export function* wholePage({ title, body, data }: PageParts, tools: PageTools): Generator<string> {
  const { script, style } = tools;
  const scripts = data === null ? '' : `script-src 'sha256-${tools.sha256(script)}'; `;
  const policy = `default-src 'none'; ${scripts}style-src 'sha256-${tools.sha256(style)}'; base-uri 'none'; form-action 'none'`;
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="pyprof-view">
<title>${htmlText(title)}</title>
<style>${style}</style>
</head>
<body>
`;
  if (data !== null) yield '<a class="skip" href="#explorer">Skip to the picture and the list</a>\n';
  yield* body;
  if (data !== null) {
    yield '<script type="application/octet-stream" id="data">';
    yield Buffer.from(tools.gzip(data)).toString('base64');
    yield `</script>\n<script>${script}</script>\n`;
  }
  yield '</body>\n</html>\n';
}
