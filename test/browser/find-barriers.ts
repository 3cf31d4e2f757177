import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What keeps somebody from using a page: which rule of axe-core says so, and of which elements. */
export type Barrier = { readonly rule: string; readonly help: string; readonly elements: readonly string[] };

/** What axe-core finds against the page as it is now. Its own script comes past the page's Content-Security-Policy. */
export async function findBarriers(page: Page): Promise<readonly Barrier[]> {
  const session = await page.context().newCDPSession(page);
  const run = `${axe.source}; axe.run().then(({ violations }) => JSON.stringify(violations))`;
  const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
    expression: run,
    awaitPromise: true,
    returnByValue: true,
  });
  await session.detach();
  if (exceptionDetails !== undefined) throw new Error(`axe-core: ${exceptionDetails.text}`);
  const violations = JSON.parse(String(result.value)) as axe.Result[];
  return violations.map(({ id, help, nodes }) => ({ rule: id, help, elements: nodes.map(({ html }) => html) }));
}
