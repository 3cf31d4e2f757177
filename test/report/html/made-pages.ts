import { join } from 'node:path';
import { loadPageTools } from '../../../src/cli/output/page-tools.ts';
import type { ProfileTable } from '../../../src/profile/profile-table.ts';
import { renderReportPage } from '../../../src/report/html/report-page.ts';
import type { Report } from '../../../src/report/report.ts';
import { REPORT_SECTIONS } from '../../../src/report/sections.ts';
import { type OpenedPage, openPage } from '../../browser/open-page.ts';
import { reportOf } from '../made-report.ts';

/** What the build has packed: `npm test` builds first. */
const TOOLS = loadPageTools({ packageFolder: join(import.meta.dirname, '../../..') });

const ON_PAGE = REPORT_SECTIONS.filter(({ id }) => id !== 'graph' && id !== 'source');

/** A page as the command writes it. */
export function pageOf(table: ProfileTable, options: Partial<Report> = {}): string {
  return [...renderReportPage(reportOf(table, { top: 15, fullPaths: false, ...options }), ON_PAGE, TOOLS)].join('');
}

/** Opens a page of ours, once its list of functions is there. */
export async function openExplorer(path: string, options?: Parameters<typeof openPage>[1]): Promise<OpenedPage> {
  const opened = await openPage(path, options);
  await opened.page.waitForSelector('#all-functions tbody tr');
  return opened;
}
