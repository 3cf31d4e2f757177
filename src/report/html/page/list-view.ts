import { parseNameFilter } from '../../../select/name-filter.ts';
import { groupedDigits } from '../../time-unit.ts';
import { button, element } from './element.ts';
import {
  type ListColumn,
  type ListRequest,
  listColumns,
  listedFunction,
  listedRows,
  shareBeside,
} from './functions-table.ts';
import { linkTo } from './links.ts';
import { phraseNodes } from './phrase-element.ts';
import type { PageProfile } from './read-profile.ts';
import { rove, stopAtFirst } from './rove.ts';
import { saveCsv, saveMarkdown } from './save-list.ts';

const FIRST_ROWS = 50;
const MORE_ROWS = 500;

const FILTER_HELP =
  'Words that the file or the function has; file:word and func:word look at one of them, -word leaves out, /…/ is a regular expression on file:line(function). In the table arrow keys lead from one to the next.';

/** All functions that match, in any order. */
export class ListView {
  readonly section: HTMLElement;
  private readonly profile: PageProfile;
  private request: ListRequest = {
    column: 'cumtime',
    share: 'cumtime',
    isReversed: false,
    filter: [],
    onlyOwn: false,
  };
  private rows: Int32Array = new Int32Array(0);
  private shown = FIRST_ROWS;
  private readonly filter = element('input', {
    type: 'search',
    id: 'filter',
    'aria-describedby': 'filter-help',
    input: () => this.ask({}),
  });
  private readonly onlyOwn = element('input', {
    type: 'checkbox',
    change: () => this.ask({ onlyOwn: this.onlyOwn.checked }),
  });
  private readonly count = element('p', { role: 'status' });
  private readonly head = element('thead');
  private readonly body = element('tbody');
  private readonly more = button('', () => this.showMore());

  constructor(profile: PageProfile) {
    this.profile = profile;
    this.section = element(
      'section',
      { id: 'all-functions' },
      element('h2', {}, 'All functions'),
      element(
        'div',
        { class: 'tools' },
        element('label', { for: 'filter' }, 'Filter '),
        this.filter,
        element('label', {}, this.onlyOwn, ' only own code'),
        button('Save as CSV', () => saveCsv(profile, this.rows)),
        button('Save as Markdown', () => saveMarkdown(profile, this.rows, this.request, this.filter.value)),
      ),
      element('p', { id: 'filter-help', class: 'keys' }, FILTER_HELP),
      this.count,
      element(
        'div',
        { class: 'wide', role: 'group', 'aria-label': 'All functions' },
        element('table', {}, this.head, this.body),
      ),
      this.more,
    );
    rove(this.head, 'button');
    rove(this.body, 'a');
    this.ask(profile.before === null ? {} : { column: 'tottime-change', share: 'tottime' });
  }

  private ask(change: Partial<ListRequest>): void {
    const parsed = parseNameFilter(this.filter.value);
    this.request = { ...this.request, ...change, ...(parsed.ok ? { filter: parsed.filter } : {}) };
    this.rows = listedRows(this.profile, this.request);
    this.shown = FIRST_ROWS;
    this.show(parsed.ok ? '' : ` ${parsed.message}`);
  }

  private sortBy({ id }: ListColumn): void {
    const { column, isReversed, share } = this.request;
    this.ask({ column: id, share: shareBeside(id, share), isReversed: column === id && !isReversed });
  }

  private showMore(): void {
    const before = this.shown;
    this.shown += MORE_ROWS;
    this.body.append(...this.rowElements(before, this.shown));
    this.showRest();
  }

  private show(problem: string): void {
    const all = this.profile.table.length;
    this.count.textContent = `${groupedDigits(String(this.rows.length))} of ${groupedDigits(String(all))} functions.${problem}`;
    this.head.replaceChildren(element('tr', {}, ...listColumns(this.profile).map((column) => this.headingOf(column))));
    this.body.replaceChildren(...this.rowElements(0, this.shown));
    stopAtFirst(this.head, 'button');
    stopAtFirst(this.body, 'a');
    this.showRest();
  }

  private showRest(): void {
    const rest = this.rows.length - this.shown;
    this.more.hidden = rest <= 0;
    this.more.textContent =
      rest > MORE_ROWS ? `Show ${MORE_ROWS} of ${groupedDigits(String(rest))} more` : `Show the other ${rest}`;
  }

  private headingOf(column: ListColumn): HTMLElement {
    const { kind, unit } = this.profile.facts;
    const isSorted = this.request.column === column.id;
    const isUp = (column.sorts === 'texts') !== this.request.isReversed;
    const order = isUp ? 'ascending' : 'descending';
    const text = column.heading(kind, unit, this.request.share);
    const mark = isSorted ? [element('span', { 'aria-hidden': 'true' }, isUp ? ' ▲' : ' ▼')] : [];
    const sort = button(text, () => {
      this.sortBy(column);
      this.head.querySelector<HTMLElement>(`[data-column="${column.id}"] button`)?.focus();
    });
    sort.append(...mark);
    return element(
      'th',
      {
        scope: 'col',
        class: column.align === 'right' ? 'n' : '',
        'data-column': column.id,
        ...(isSorted ? { 'aria-sort': column.sorts === 'sizes' ? 'other' : order } : {}),
      },
      sort,
    );
  }

  private rowElements(from: number, to: number): readonly HTMLElement[] {
    const { share } = this.request;
    return Array.from(this.rows.subarray(from, to), (row) => {
      const line = listedFunction(this.profile.table, row, share);
      const cells = listColumns(this.profile).map((column) => {
        const nodes = phraseNodes(column.cell(this.profile, line));
        if (column.id === 'name')
          return element(
            'th',
            { scope: 'row' },
            element('a', { href: linkTo(this.profile, row), tabindex: '-1' }, ...nodes),
          );
        return element('td', { class: column.align === 'right' ? 'n' : '' }, ...nodes);
      });
      return element('tr', {}, ...cells);
    });
  }
}
