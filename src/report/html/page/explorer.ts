import { groupedDigits, timeWithUnit } from '../../time-unit.ts';
import { element } from './element.ts';
import { functionSection } from './function-view.ts';
import { IcicleView } from './icicle-view.ts';
import { linkTo, nameIn, namesFunction, rowOfHash } from './links.ts';
import { ListView } from './list-view.ts';
import type { PageProfile } from './read-profile.ts';

const ONLY_CALLER = 'The profile names this function as a caller, and has no numbers of its own for it.';

/** Puts the picture, the function that the address names and the list of all functions into a place of the page. */
export async function explore(place: HTMLElement, profile: PageProfile): Promise<void> {
  const picture = new IcicleView(profile, (row) => {
    if (row >= profile.table.length) {
      opened.replaceChildren(element('p', { role: 'status' }, ONLY_CALLER));
      return;
    }
    const link = linkTo(profile, row);
    if (link === location.hash) follow();
    else location.hash = link;
  });
  const opened = element('div', { id: 'opened' });
  const follow = (): void => {
    const row = rowOfHash(profile, location.hash);
    opened.replaceChildren();
    if (row !== null) opened.append(functionSection(profile, row, () => picture.startAt(row)));
    else if (namesFunction(location.hash)) opened.append(noFunction(profile, location.hash));
    opened.querySelector<HTMLElement>('[tabindex="-1"]')?.focus();
    if (opened.hasChildNodes()) opened.scrollIntoView();
  };
  place.replaceChildren(...leftOutNote(profile), ...vanishedNote(profile), picture.section, opened);
  await picture.painted; // a list of 100,000 functions takes longer than a picture of them
  place.append(new ListView(profile).section);
  addEventListener('hashchange', follow);
  place.addEventListener('click', ({ target }) => {
    const link = target instanceof Element ? target.closest('a') : null;
    if (link?.getAttribute('href') === location.hash) follow(); // an address that stays the same fires no event
  });
  follow();
  document.documentElement.classList.add('live'); // last: now this shows what the static lists show
}

/** Takes the place of the function when a link leads to one that is not here. */
function noFunction({ facts }: PageProfile, hash: string): HTMLElement {
  const left = facts.left === null ? '' : ', or it is one of those that are left out';
  const name = element('code', {}, nameIn(hash));
  return element(
    'p',
    { class: 'note', role: 'status', tabindex: '-1' },
    'This profile has no function ',
    name,
    `${left}. The link may be of another one.`,
  );
}

/** Says what is left out. */
function leftOutNote({ facts }: PageProfile): readonly HTMLElement[] {
  if (facts.left === null) return [];
  const { functions, tottime } = facts.left;
  const what = `${groupedDigits(String(functions))} functions with the least cumtime`;
  const time = timeWithUnit(Number(tottime), facts.unit);
  const text = `Note: ${what} are left out below, with ${time} of tottime together: a page has at most ${groupedDigits(String(facts.functions))} functions. What they called has them as one caller.`;
  return [element('p', { class: 'note' }, text)];
}

function vanishedNote({ facts: { vanished } }: PageProfile): readonly HTMLElement[] {
  if (vanished === null || vanished === 0) return [];
  const gone = vanished === 1 ? '1 function is gone and' : `${vanished} functions are gone and`;
  return [element('p', { class: 'note' }, `Note: ${gone} not in the picture, nor in the list of all functions.`)];
}
