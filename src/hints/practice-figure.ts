import { writeCount } from './amounts.ts';
import { type Figure, MEASURED_PRACTICES, type PracticeFigures } from './measured-practices.ts';
import type { PracticeSite } from './practice.ts';

/** For forms of which the cost grows with the square of the size: where it is much, a rule says so. */
const BY_SIZE = 'what it brings grows with the size: here the profile shows too little time for it to matter';

const UNKNOWN = 'not measured for code like this, so change it only if it reads better';

type Sites = Pick<PracticeSite, 'figure' | 'figureOfMany' | 'isFollowed' | 'isPart'>;

/** What a practice brings on one Python, the verdict first, without its full stop; `minor` is null where the profile names none. */
export function bringsText(site: Sites, minor: number | null): string {
  const [measured, ofMany] = measuredFor(site);
  if (measured === undefined) return site.figure === null ? BY_SIZE : UNKNOWN;
  const near = nearest(measured, minor);
  const many = ofMany === undefined ? null : nearest(ofMany, minor);
  const where = minor === null || near.some((one) => one.minor === minor) ? '' : ` (3.${minor} was not measured)`;
  const verdict = site.isFollowed === true ? followedVerdict(near) : verdictOfSizes(near, many);
  const speed = many === null ? speedText(near) : `${speedText(near)} with ${writeCount(measured.items)} items`;
  const speedOfMany =
    many === null ? '' : ` and ${sizeText(many, minor)} with ${writeCount(ofMany?.items ?? 0)} long ones`;
  const memory = memoryText(many ?? near);
  const size = many === null ? `, ${writeCount(measured.items)} items` : '';
  const part = site.isPart === true ? '; this code does more, which makes the difference smaller' : '';
  return `${verdict}: ${speed}${speedOfMany}${where}${memory}; measured without the profiler on ${measured.shape}${size}${part}`;
}

function measuredFor({ figure, figureOfMany }: Sites): readonly PracticeFigures[] {
  return [figure, figureOfMany].flatMap((name) => MEASURED_PRACTICES.get(name ?? '') ?? []);
}

function sizeText(figures: readonly Figure[], minor: number | null): string {
  return minor === null ? speedText(figures) : ratiosText(figures);
}

/**
 * Whether the advised form was measured to gain nowhere and to be slower somewhere, and saves no memory either: then it is
 * no advice. Of a form that the code has already (`isFollowed`) the advice is the plain one.
 */
export function isSlowerForm(site: Sites, minor: number | null): boolean {
  const sizes = site.isFollowed === true ? [] : measuredFor(site).map((one) => nearest(one, minor));
  return isNeverFaster(sizes) && !sizes.some(savesMemory);
}

function isNeverFaster(sizes: readonly (readonly Figure[])[]): boolean {
  const most = sizes.map(mostOf);
  return most.every((ratio) => ratio < 1 + NOISE) && most.some((ratio) => ratio < 1 - NOISE);
}

/** With few items the new form may be faster, and with many slower: a list of many texts is spread over the memory. */
function verdictOfSizes(few: readonly Figure[], many: readonly Figure[] | null): string {
  if (many === null) return verdictOf(few);
  if (isNeverFaster([few, many])) return 'slower, so leave it as it is';
  if (few.some(isSlower) || many.some(isSlower)) return 'slower with many, so there is no gain to count on';
  return verdictOf(few);
}

/** The figure of the Python, else of the measured one that is nearest to it; all of them where the Python is not known. */
function nearest({ byPython }: PracticeFigures, minor: number | null): readonly Figure[] {
  if (minor === null) return byPython;
  const [first] = byPython.toSorted((a, b) => Math.abs(a.minor - minor) - Math.abs(b.minor - minor));
  return first === undefined ? [] : [first];
}

/** A range from slower to faster says nothing: then faster, alike and slower are told with their Pythons. */
function speedText(figures: readonly Figure[]): string {
  const faster = figures.filter(({ ratio }) => ratio >= 1 + NOISE);
  const slower = figures.filter(isSlower);
  const alike = figures.filter((one) => !faster.includes(one) && !slower.includes(one));
  if ([faster, alike, slower].some(({ length }) => length === figures.length))
    return `${ratiosText(figures)} times as fast on ${pythonsText(figures)}`;
  const groups = [
    [`${ratiosText(faster)} times as fast`, faster],
    ['alike', alike],
    ['slower', slower],
  ] as const;
  return groups.flatMap(([text, group]) => (group.length === 0 ? [] : `${text} on ${listText(group)}`)).join(', ');
}

function isSlower({ ratio }: Figure): boolean {
  return ratio < 1 - NOISE;
}

function listText(figures: readonly Figure[]): string {
  return figures
    .map(({ minor }) => `3.${minor}`)
    .join(', ')
    .replace(/, (?=[^,]*$)/, ' and ');
}

function ratiosText(figures: readonly Figure[]): string {
  const ratios = figures.map(({ ratio }) => ratio);
  const [least, most] = [Math.min(...ratios), Math.max(...ratios)];
  return least === most ? ratioText(least) : `${ratioText(least)} to ${ratioText(most)}`;
}

/** Two digits are what the measurement is worth. */
function ratioText(ratio: number): string {
  return ratio >= 1 && ratio < 10 ? ratio.toFixed(1) : String(ratio);
}

function pythonsText(figures: readonly Figure[]): string {
  const [first, ...others] = figures.map(({ minor }) => `3.${minor}`);
  const last = others.at(-1);
  return last === undefined ? (first ?? '') : `${first} to ${last}`;
}

/** Within that the difference is noise. */
const NOISE = 0.05;

/** From there on the statement itself is worth a change where it runs often. */
const CLEARLY = 1.5;

function verdictOf(figures: readonly Figure[]): string {
  const least = Math.min(...figures.map(({ ratio }) => ratio));
  const most = mostOf(figures);
  if (most < 1 - NOISE)
    return savesMemory(figures) ? 'slower, so change it only for its memory' : 'slower, so leave it as it is';
  if (most < 1 + NOISE) return 'no gain, so change it only if it reads better';
  if (least < CLEARLY) return 'not worth a change unless it reads better';
  return 'worth it where this line is what the time goes into';
}

function followedVerdict(figures: readonly Figure[]): string {
  const most = mostOf(figures);
  if (most < 1 - NOISE) return 'the name made it slower, so the plain call would be better';
  if (most < 1 + NOISE) return 'the name neither helps nor harms';
  if (figures.some(isSlower)) return 'the name helps on some Pythons and harms on others';
  return 'the name helps that much, and no more';
}

function mostOf(figures: readonly Figure[]): number {
  return Math.max(0, ...figures.map(({ ratio }) => ratio));
}

function savesMemory(figures: readonly Figure[]): boolean {
  const [before, after] = figures.at(-1)?.peakKiB ?? [0, 0];
  return after < before;
}

function memoryText(figures: readonly Figure[]): string {
  const [before, after] = figures.at(-1)?.peakKiB ?? [0, 0];
  if (before === after) return '';
  return `; its memory at the peak is ${kibText(after)} in place of ${kibText(before)}`;
}

function kibText(kib: number): string {
  return kib === 0 ? 'under 1 KiB' : `${writeCount(kib)} KiB`;
}
