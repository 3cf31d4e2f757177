import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import { formatDuration } from '../../src/text/duration.ts';
import { framesIn } from '../../src/views/icicle/icicle-tree.ts';
import { placeFrames } from '../../src/views/icicle/place-frames.ts';
import { zoomedIcicle } from '../../src/views/icicle/zoomed-icicle.ts';
import { findBarriers } from '../browser/find-barriers.ts';
import { browser, expectNothingHeard, openPage } from '../browser/open-page.ts';
import { fc } from '../properties.ts';
import { findPythons, saySkipped } from '../python/pythons.ts';
import { hostileName } from '../report/hostile-names.ts';
import { tableWithHostileNames, tableWithHostileNumbers } from '../tui/made-tables.ts';
import { type DrawnFrame, drawnFrames } from './drawn-frames.ts';
import { exported, exportedWithNotes, FIXTURES, fixtureTable, tableOfAwkwardNames, tableOfChain } from './exported.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pyprof-view-svg-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function svgOf(table: ProfileTable, options: { flame?: boolean; width?: number } = {}): Promise<string> {
  return (await exported('svg', table, options)).toString('utf8');
}

/** A function for each name, each called by the one before. */
function tableOfNames(names: readonly string[]): ProfileTable {
  const builder = new ProfileBuilder();
  const times = { ncalls: 1, primitiveCalls: 1, tottime: 1, cumtime: 1 };
  for (const name of names) builder.setRow(name, 1, name, times);
  for (const [at] of names.entries()) {
    if (at > 0) builder.setEdge(names[at - 1]!, 1, names[at - 1]!, times, false);
    builder.endEdges();
  }
  return builder.finish('traced', []);
}

/** The frame that a frame hangs below. */
function parentOf(frame: DrawnFrame, frames: readonly DrawnFrame[]): DrawnFrame | undefined {
  return frames.find(({ x, y, width }) => y === frame.y - 18 && frame.x >= x && frame.x < x + width);
}

describe.each(FIXTURES)('the picture of %s', (name) => {
  test('has the frames of the icicle screen, with their widths', async () => {
    const table = fixtureTable(name);
    const request = { table, hiding: null, direction: 'callees', start: null, zooms: [], width: 980 } as const;
    const placed = placeFrames(zoomedIcicle(request), 980).slice(0, 250);
    const frames = drawnFrames(await svgOf(table));
    expect(frames.map(({ x, width }) => [x - 10, width + 0.5])).toEqual(
      placed.flatMap((line) => line.map(({ from, to }) => [from, to - from])),
    );
  });

  test('has each frame in the one that called it, and never more in one than there is', async () => {
    const frames = drawnFrames(await svgOf(fixtureTable(name)));
    const inside = new Map<DrawnFrame | undefined, number>();
    for (const frame of frames) {
      const parent = parentOf(frame, frames);
      expect(parent === undefined ? frame.y : 0).toBeLessThanOrEqual(frames[0]!.y);
      inside.set(parent, (inside.get(parent) ?? 0) + frame.width);
    }
    for (const [parent, width] of inside) expect(width).toBeLessThanOrEqual(parent?.width ?? 980);
  });
});

test('a flame graph is the same picture upside down', async () => {
  const [down, up] = [await svgOf(fixtureTable('shop-py38')), await svgOf(fixtureTable('shop-py38'), { flame: true })];
  const [frames, flames] = [drawnFrames(down), drawnFrames(up)];
  const [top, bottom] = [Math.min(...frames.map(({ y }) => y)), Math.max(...frames.map(({ y }) => y))];
  expect(bottom).toBeGreaterThan(top);
  expect(flames).toEqual(frames.map((frame) => ({ ...frame, y: top + bottom - frame.y })));
  expect(up).toContain('>Flame graph of out.prof: ');
});

test('a frame says its time, its part, whose code it is and whether its path is known', async () => {
  const frames = drawnFrames(await svgOf(tableOfAwkwardNames()));
  expect(frames[0]).toMatchObject({
    name: '<module> (a "b".py:1)',
    numbers: 'total 91.0 ms (100.0 %), self 1.00 ms (1.1 %)',
    kind: 'own code, path known',
    label: '<module> a "b".py:1',
  });
  const shop = drawnFrames(await svgOf(fixtureTable('shop-py38')));
  expect(shop.some(({ width, hasDots }) => width < 2 && hasDots)).toBe(true);
  const kinds = new Set(shop.map(({ kind }) => kind));
  expect([...kinds].toSorted()).toEqual(
    ['own code', 'library', 'built-in']
      .flatMap((code) => [`${code}, path known`, `${code}, ~ path estimated`])
      .toSorted(),
  );
  for (const { name, label, kind, hasDots } of shop) {
    expect([name.startsWith('~'), hasDots]).toEqual([kind.endsWith('estimated'), kind.endsWith('estimated')]);
    if (label !== '') expect(label.startsWith('~')).toBe(name.startsWith('~'));
  }
});

test('what has no frame is counted in the picture and on standard error', async () => {
  const table = fixtureTable('shop-py38');
  const { bytes, notes } = await exportedWithNotes('svg', table, { width: 300 });
  const frames = drawnFrames(bytes.toString('utf8'));
  const tree = zoomedIcicle({ table, hiding: null, direction: 'callees', start: null, zooms: [], width: 280 });
  const said = /^left out: at least (\d+) frames less than a pixel wide; their time, about (\S+ \S+) \(/.exec(
    notes[1] ?? '',
  );
  const [, count, time] = said ?? [];
  expect(Number(count)).toBe(tree.length - frames.length);
  const drawn = new Set(placeFrames(tree, 280).flatMap((line) => line.map(({ frame }) => frame)));
  const smaller = [...drawn].map((frame) => {
    const inside = [...framesIn(tree, frame)].filter((each) => !drawn.has(each));
    return tree.rest[frame]! + inside.reduce((sum, each) => sum + tree.total[each]!, 0);
  });
  expect(time).toBe(formatDuration(smaller.reduce((sum, seconds) => sum + seconds, 0)));
  expect(bytes.toString('utf8')).toContain(`>Left out: at least ${count} frames less`);
});

test('a picture of nothing says so', async () => {
  for (const table of [tableOfNames([]), new ProfileBuilder().finish('traced', [])]) {
    const { bytes, notes } = await exportedWithNotes('svg', table);
    expect(notes).toEqual(['the profile has no times, so there is nothing to draw']);
    expect(bytes.toString('utf8')).toContain('>The profile has no times, so there is nothing to draw.<');
  }
});

test('of functions that are all too small it says that they have no frame', async () => {
  const builder = new ProfileBuilder();
  for (let at = 0; at < 5000; at++) {
    builder.setRow('a.py', at, `f${at}`, { ncalls: 1, primitiveCalls: 1, tottime: 1, cumtime: 1 });
    builder.endEdges();
  }
  const { bytes, notes } = await exportedWithNotes('svg', builder.finish('traced', []));
  expect(drawnFrames(bytes.toString('utf8'))).toEqual([]);
  expect(notes.slice(1)).toEqual(['each function is too small for a frame']);
});

test('of functions that are too small to be made frames at all it does not say that there are none', async () => {
  const builder = new ProfileBuilder();
  const numbers = (tottime: number, cumtime: number) => ({ ncalls: 1, primitiveCalls: 1, tottime, cumtime });
  builder.setRow('a.py', 0, 'main', numbers(950, 1000));
  for (let at = 1; at <= 5000; at++) builder.setRow('a.py', at, `f${at}`, numbers(0.01, 0.01));
  builder.endEdges();
  for (let at = 1; at <= 5000; at++) {
    builder.setEdge('a.py', 0, 'main', numbers(0.01, 0.01), false);
    builder.endEdges();
  }
  const { notes } = await exportedWithNotes('svg', builder.finish('traced', []));
  expect(notes.slice(1)).toEqual([
    'left out: frames less than a pixel wide; their time, 50.0 s (5.0 %), is part of the frames that called them',
  ]);
});

test('of a recursion of 5,000 calls the picture has an end, and says so', async () => {
  const { bytes, notes } = await exportedWithNotes('svg', tableOfChain(5000));
  expect(drawnFrames(bytes.toString('utf8'))).toHaveLength(250);
  expect(notes[1]).toBe(
    'left out: 4,750 frames less than a pixel wide or more than 250 calls deep; their time, 4.75 s (95.0 %), is part of the frames that called them',
  );
});

test('it is as wide as one asks for', async () => {
  const svg = await svgOf(fixtureTable('shop-py38'), { width: 640 });
  expect(svg).toMatch(/^<svg [^>]* width="640" /);
  for (const { x, width } of drawnFrames(svg)) expect(x + width).toBeLessThanOrEqual(630);
});

const python = findPythons().at(-1);
const parser = python === undefined ? saySkipped('no Python is here to parse an SVG') : 'a parser of XML';

/** What Python's expat finds: each element with its attributes, and the titles. */
const PARSE = `
import json, sys
from xml.etree import ElementTree
print(json.dumps([
    {"names": sorted({element.tag.split("}")[1] + "/" + name for element in root.iter() for name in ["", *element.keys()]}),
     "titles": [element.text for element in root.iter("{http://www.w3.org/2000/svg}title")]}
    for root in (ElementTree.parse(path).getroot() for path in sys.argv[1:])]))
`;

type Parsed = { readonly names: readonly string[]; readonly titles: readonly string[] };

function parse(svgs: readonly string[]): readonly Parsed[] {
  const paths = svgs.map((svg, at) => {
    const path = join(folder, `parsed-${at}.svg`);
    writeFileSync(path, svg);
    return path;
  });
  const { status, stdout, stderr } = spawnSync(python?.path ?? '', ['-c', PARSE, ...paths], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return JSON.parse(stdout) as Parsed[];
}

describe.skipIf(python === undefined)(`${parser} reads`, () => {
  test('nothing but what draws, whatever a function is called', async () => {
    const plainNames = parse([await svgOf(fixtureTable('shop-py38'))])[0]!.names;
    expect(plainNames.filter((name) => /script|\/on|href|foreign|image|animate|set\//i.test(name))).toEqual([]);
    const lists = fc.sample(fc.uniqueArray(hostileName, { minLength: 1, maxLength: 5 }), 200);
    const tables = [
      ...lists.map(tableOfNames),
      tableWithHostileNames(),
      tableWithHostileNumbers(),
      tableOfAwkwardNames(),
    ];
    const svgs: string[] = [];
    for (const table of tables) svgs.push(await svgOf(table));
    for (const { names } of parse(svgs)) expect(names.filter((name) => !plainNames.includes(name))).toEqual([]);
  });

  test('names as they are, with what nobody sees made visible', async () => {
    const names = ['a<b>&"c\'', 'x\uffff\ufffe', 'y\ud800\x00', 'ünï 名前 😀'];
    const [{ titles } = { titles: [] }] = parse([await svgOf(tableOfNames(names))]);
    const shown = ['a<b>&"c\'', 'x\\uffff\\ufffe', 'y\\ud800\\x00', 'ünï 名前 😀'];
    for (const name of shown) expect(titles.some((title) => title.startsWith(`${name} (${name}:1)`))).toBe(true);
  });
});

const HOSTILE = [
  '</title><script>alert(1)</script>',
  '"><image href="http://a.example/"/>',
  '﷽'.repeat(9),
  'W'.repeat(500),
];

describe.skipIf(!browser.isHere)(`${browser.title} shows`, () => {
  async function open(table: ProfileTable, colorScheme: 'light' | 'dark' = 'light') {
    const path = join(folder, 'shown.svg');
    writeFileSync(path, await svgOf(table));
    return openPage(path, { colorScheme });
  }

  test.each([
    ['a real profile', fixtureTable('shop-py38')],
    ['hostile names', tableOfNames(HOSTILE)],
    ['more of them', tableWithHostileNames()],
  ])('%s: nothing runs, and nothing is asked for', async (_, table) => {
    expectNothingHeard(await open(table));
  });

  test('it to everybody: axe-core has nothing against it', async () => {
    expect(await findBarriers((await open(fixtureTable('shop-py38'))).page)).toEqual([]);
  });

  test('it in a page as a picture, where GitHub puts it', async () => {
    writeFileSync(join(folder, 'in-page.svg'), await svgOf(fixtureTable('shop-py38')));
    writeFileSync(join(folder, 'page.html'), '<!doctype html><img src="in-page.svg" alt="">');
    const { page, heard } = await openPage(join(folder, 'page.html'));
    expect(await page.evaluate('document.images[0].naturalWidth')).toBe(1000);
    expect(heard.consoleErrors).toEqual([]);
  });

  test.each([300, 640, 1000])('no word outside of a picture that is %i wide', async (width) => {
    const path = join(folder, 'narrow.svg');
    writeFileSync(path, await svgOf(fixtureTable('shop-py38'), { width }));
    const { page } = await openPage(path, { viewport: { width, height: 2000 } });
    const ends = await page.evaluate<readonly number[]>(
      `[...document.querySelectorAll('svg > text')].map((text) => text.getBoundingClientRect().right)`,
    );
    expect(ends.length).toBeGreaterThan(6);
    expect(Math.max(...ends)).toBeLessThanOrEqual(width);
  });

  test('labels within their frames', async () => {
    for (const table of [fixtureTable('shop-py38'), fixtureTable('oddnames-py311')]) {
      const { page } = await open(table);
      const widths = await page.evaluate<readonly (readonly [number, number])[]>(
        `[...document.querySelectorAll('svg svg')].filter((frame) => frame.querySelector('text')).map((frame) =>
          [frame.querySelector('text').getComputedTextLength(), frame.width.baseVal.value - 3])`,
      );
      expect(widths.length).toBeGreaterThan(3);
      expect(widths.filter(([text, room]) => text > room)).toEqual([]);
    }
  });

  test.each([
    ['light', 'rgb(255, 255, 255)', 'rgb(17, 17, 17)'],
    ['dark', 'rgb(13, 17, 23)', 'rgb(244, 244, 244)'],
  ] as const)('it %s where the page around it is', async (scheme, ground, text) => {
    const { page } = await open(fixtureTable('shop-py38'), scheme);
    const colourOf = (selector: string) =>
      page.evaluate(`getComputedStyle(document.querySelector('${selector}')).fill`);
    expect([await colourOf('.ground'), await colourOf('text')]).toEqual([ground, text]);
  });

  test.each(['light', 'dark'] as const)('text that can be read on every %s frame', async (scheme) => {
    const { page } = await open(fixtureTable('shop-py38'), scheme);
    const colours = await page.evaluate<readonly string[]>(
      `['text', '.own', '.library', '.builtin', '.ground'].map((one) => getComputedStyle(document.querySelector(one)).fill)`,
    );
    const [text = 0, ...grounds] = colours.map(luminance);
    for (const ground of grounds) {
      const [bright, dim] = [Math.max(text, ground), Math.min(text, ground)];
      expect((bright + 0.05) / (dim + 0.05)).toBeGreaterThan(4.5);
    }
  });
});

/** Of `rgb(1, 2, 3)`, by WCAG 2. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = (colour.match(/\d+/g) ?? []).map((part) => {
    const level = Number(part) / 255;
    return level <= 0.04045 ? level / 12.92 : ((level + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
