import type { FunctionIndex } from '../../../profile/function-keys.ts';
import { filterTest } from '../../../select/match-filter.ts';
import { parseNameFilter } from '../../../select/name-filter.ts';
import { CODE_WORDS } from '../../../views/icicle/frame-words.ts';
import {
  chooseFrame,
  type IcicleState,
  type IcicleWindow,
  type SeenIcicle,
  seeIcicle,
  turnRound,
  WHOLE_ICICLE,
  wholeOf,
  zoomIn,
} from '../../../views/icicle/icicle-state.ts';
import type { IcicleFrame } from '../../../views/icicle/icicle-tree.ts';
import { frameInCell } from '../../../views/icicle/place-frames.ts';
import { percentText } from '../../time-unit.ts';
import type { ChangeOfTime } from '../profile-data.ts';
import { CHANGE_SIGNS, CHANGE_WORDS } from './changes.ts';
import { button, element, setText } from './element.ts';
import { frameText, shortWord, trustText } from './frame-words.ts';
import { goOut, MOVES, moveTo } from './icicle.ts';
import { linkTo } from './links.ts';
import { FRAME_HEIGHT, type Look, type Paint, paintFrames } from './paint-frames.ts';
import type { PageProfile } from './read-profile.ts';
import { StepHistory } from './step-history.ts';

/** This many lines are seen at once; the others are reached by scrolling. */
const MOST_LINES = 28;

const KEYS = 'Arrow keys move, Enter zooms in, Escape out, i turns it round, s opens the function, / highlights.';

/** The picture of where the time goes, and all that one can do in it. */
export class IcicleView {
  readonly section: HTMLElement;
  /** Resolves when the picture has been seen for the first time. */
  readonly painted: Promise<void>;
  private readonly profile: PageProfile;
  private readonly open: (row: FunctionIndex) => void;
  private state: IcicleState = WHOLE_ICICLE;
  private readonly steps = new StepHistory<IcicleState>((state) => this.set(state));
  private seen: SeenIcicle | null = null;
  private hovered: IcicleFrame | -1 = -1;
  private isSought: ((frame: IcicleFrame) => boolean) | null = null;
  private readonly trust = element('p');
  private readonly about = element('h2');
  private readonly sought = element('input', {
    type: 'search',
    id: 'sought',
    input: () => this.seek(),
    keydown: (event) => this.leaveSearch(event as KeyboardEvent),
  });
  private readonly found = element('span', { role: 'status' });
  private readonly inverted = button('Callers instead of callees', () => this.turn());
  private readonly crumbs = element('nav', { 'aria-label': 'Zoomed into' });
  private readonly canvas = element('canvas', { 'aria-hidden': 'true' });
  /** As wide as the picture; its height, unlike that of the frames, is never set while it is watched. */
  private readonly ruler = element('div');
  private readonly room = element('div', { class: 'room' }, this.canvas);
  private readonly frames = element(
    'div',
    {
      class: 'frames',
      tabindex: '0',
      role: 'application',
      'aria-roledescription': 'icicle',
      'aria-label': 'Picture of where the time goes',
      'aria-describedby': 'icicle-keys',
      scroll: () => this.paint(),
      keydown: (event) => this.press(event as KeyboardEvent),
      pointermove: (event) => this.hover(event as PointerEvent),
      pointerleave: () => this.hover(null),
      click: (event) => this.click(event as MouseEvent),
    },
    this.room,
  );
  /** Describes the chosen frame. The frame pointed at has its own element, `pointed`, which is not read aloud. */
  private readonly detail = element('span');
  private readonly link = element('a', {}, 'Callers and callees');
  private readonly pointed = element('p', { class: 'pointed', 'aria-hidden': 'true' });

  /** `open` shows a function. */
  constructor(profile: PageProfile, open: (row: FunctionIndex) => void) {
    this.profile = profile;
    this.open = open;
    const entries = profile.before === null ? CODE_WORDS : withSigns(CHANGE_WORDS);
    const legend = Object.entries(entries).map(([paint, words]) => element('span', { class: paint }, words));
    this.section = element(
      'section',
      { id: 'picture', 'aria-label': 'Picture' },
      this.about,
      this.trust,
      element(
        'div',
        { class: 'tools' },
        element('label', { for: 'sought' }, 'Highlight '),
        this.sought,
        this.found,
        this.inverted,
      ),
      this.crumbs,
      this.ruler,
      this.frames,
      element('p', { class: 'detail', 'aria-live': 'polite' }, this.detail, ' ', this.link),
      this.pointed,
      element('p', { class: 'legend' }, ...legend),
      element('p', { id: 'icicle-keys', class: 'keys' }, KEYS),
    );
    this.painted = new Promise((resolve) => {
      new ResizeObserver(() => {
        this.show();
        requestAnimationFrame(() => setTimeout(resolve));
      }).observe(this.ruler);
    });
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.paint());
    matchMedia('print').addEventListener('change', () => this.show()); // paper has another width
  }

  /** The picture of one function. */
  startAt(start: FunctionIndex): void {
    this.go({ ...WHOLE_ICICLE, start });
    this.section.scrollIntoView();
    this.frames.focus();
  }

  private turn(): void {
    const { seen, state } = this;
    if (seen !== null) this.set(turnRound(this.window(), state, seen.tree.row[seen.chosen] ?? -1));
  }

  private window(): IcicleWindow {
    return { table: this.profile.table, hiding: null, width: Math.floor(this.frames.clientWidth) };
  }

  /** Goes to another zoom; the browser's Back leads to the one before. */
  private go(state: IcicleState): void {
    if (state === this.state) return;
    this.steps.step(this.state, state);
    this.set(state);
  }

  private set(state: IcicleState): void {
    this.state = state;
    this.show();
  }

  /** Draws everything again, after the state or the width has changed. */
  private show(): void {
    const { state } = this;
    const window = this.window();
    if (window.width <= 0) return;
    this.seen = seeIcicle(window, state);
    this.hovered = -1;
    this.pointed.textContent = '';
    const { tree, placed, chosen } = this.seen;
    const whole = this.whole();
    setText(this.about, state.direction === 'callees' ? `Where ${whole} goes` : `Who called what takes ${whole}`);
    setText(this.trust, trustText(tree, placed.length > 0, whole));
    this.inverted.setAttribute('aria-pressed', String(state.direction === 'callers'));
    this.room.style.height = `${placed.length * FRAME_HEIGHT}px`;
    this.frames.style.height = `${Math.min(MOST_LINES, Math.max(1, placed.length)) * FRAME_HEIGHT + 2}px`;
    this.showCrumbs();
    this.keepInView(chosen);
    this.tell();
    this.seek();
  }

  private showCrumbs(): void {
    const { path, zooms, start } = this.state;
    const outOf = (count: number) => () => {
      this.go({ ...this.state, zooms: zooms.slice(0, count) });
      this.frames.focus();
    };
    const parts = zooms.map((length, at) => button(shortWord(this.profile, path[length - 1]!), outOf(at + 1)));
    const isWhole = zooms.length === 0 && start === null;
    const all = button('all', () => {
      this.go(start === null ? { ...this.state, zooms: [] } : { ...WHOLE_ICICLE, direction: this.state.direction });
      this.frames.focus();
    });
    this.crumbs.replaceChildren(...(isWhole ? [] : [all, ...parts]));
  }

  private keepInView(frame: IcicleFrame | -1): void {
    const line = this.seen?.placed.findIndex((places) => places.some((place) => place.frame === frame)) ?? -1;
    const { scrollTop, clientHeight } = this.frames;
    if (line * FRAME_HEIGHT < scrollTop) this.frames.scrollTop = Math.max(0, line * FRAME_HEIGHT);
    else if ((line + 1) * FRAME_HEIGHT > scrollTop + clientHeight)
      this.frames.scrollTop = (line + 1) * FRAME_HEIGHT - clientHeight;
  }

  private paint(): void {
    const { seen, canvas, frames } = this;
    const context = canvas.getContext('2d');
    if (seen === null || context === null) return;
    const size = { width: frames.clientWidth, height: frames.clientHeight };
    const scale = devicePixelRatio;
    canvas.width = size.width * scale;
    canvas.height = size.height * scale;
    canvas.style.width = `${size.width}px`;
    canvas.style.height = `${size.height}px`;
    context.scale(scale, scale);
    const { isSought, hovered } = this;
    paintFrames(context, this.profile, lookOf(frames), { seen, top: frames.scrollTop, isSought, hovered }, size);
  }

  private seek(): void {
    this.isSought = this.seen === null ? null : this.soughtFrames(this.seen);
    this.paint();
  }

  /** As in the viewer: Enter keeps what was typed, Escape does not, and both lead back to the picture. */
  private leaveSearch({ key, isComposing }: KeyboardEvent): void {
    if (isComposing || (key !== 'Enter' && key !== 'Escape')) return;
    if (key === 'Escape') {
      this.sought.value = '';
      this.seek();
    }
    this.frames.focus();
  }

  /** Reads words as the filter of the list does; their time is that of the topmost frames that match. */
  private soughtFrames({ tree }: SeenIcicle): ((frame: IcicleFrame) => boolean) | null {
    const parsed = parseNameFilter(this.sought.value);
    if (!parsed.ok || parsed.filter.length === 0) {
      setText(this.found, parsed.ok ? '' : parsed.message);
      return null;
    }
    const matches = filterTest(this.profile.table, parsed.filter);
    const isSought = (frame: IcicleFrame): boolean => matches(tree.row[frame]!);
    const isInside = new Uint8Array(tree.length);
    let count = 0;
    let seconds = 0;
    for (let frame = 0; frame < tree.length; frame++) {
      const parent = tree.parent[frame]!;
      const isAround = parent >= 0 && isInside[parent] === 1;
      if (isSought(frame)) {
        count++;
        if (!isAround) seconds += tree.total[frame]!;
      }
      isInside[frame] = isAround || isSought(frame) ? 1 : 0;
    }
    const share = tree.whole > 0 ? seconds / tree.whole : 0;
    const frames = count === 1 ? '1 frame' : `${count} frames`;
    setText(this.found, count === 0 ? 'no frame' : `${frames}, about ${percentText(share)} of ${this.whole()}`);
    return isSought;
  }

  /** Says in words what the chosen frame is. */
  private tell(): void {
    const { seen, profile, link } = this;
    const row = seen === null || seen.chosen < 0 ? null : seen.tree.row[seen.chosen]!;
    setText(this.detail, this.textOf(seen?.chosen ?? -1));
    link.hidden = row === null || row >= profile.table.length;
    if (row !== null && !link.hidden) link.href = linkTo(profile, row);
  }

  private textOf(frame: IcicleFrame | -1): string {
    return this.seen === null || frame < 0 ? '' : frameText(this.profile, this.seen.tree, frame, this.state);
  }

  /** What the whole width stands for, which shares are of. */
  private whole(): string {
    const of = wholeOf(this.state);
    return of === null ? 'the time' : `the time of ${shortWord(this.profile, of)}`;
  }

  private press(event: KeyboardEvent): void {
    const { seen, state } = this;
    if (seen === null || event.ctrlKey || event.metaKey || event.altKey) return;
    const move = MOVES[event.key];
    if (move !== undefined) this.set(moveTo(state, seen, move));
    else if (event.key === 'Enter') this.go(zoomIn(state, seen));
    else if (event.key === 'Escape' || event.key === 'Backspace') this.go(goOut(state));
    else if (event.key === 'i') this.turn();
    else if (event.key === '/') this.sought.focus();
    else if (event.key === 's' && seen.chosen >= 0) this.open(seen.tree.row[seen.chosen]!);
    else return;
    event.preventDefault();
  }

  private frameUnder(event: MouseEvent): IcicleFrame | -1 {
    if (this.seen === null) return -1;
    const { left, top } = this.canvas.getBoundingClientRect();
    const line = Math.floor((event.clientY - top + this.frames.scrollTop) / FRAME_HEIGHT);
    return frameInCell(this.seen.placed, line, Math.floor(event.clientX - left)) ?? -1;
  }

  private hover(event: PointerEvent | null): void {
    const frame = event === null ? -1 : this.frameUnder(event);
    if (frame === this.hovered) return;
    this.hovered = frame;
    this.pointed.textContent = frame < 0 ? '' : `Pointed at: ${this.textOf(frame)}`;
    this.paint();
  }

  private click(event: MouseEvent): void {
    const { seen, state } = this;
    const frame = this.frameUnder(event);
    if (seen === null || frame < 0) return;
    this.set(chooseFrame(state, seen.tree, frame));
    this.go(zoomIn(this.state, { ...seen, chosen: frame }));
  }
}

function withSigns(words: Readonly<Record<ChangeOfTime, string>>): Readonly<Record<ChangeOfTime, string>> {
  const { slower, faster, same } = words;
  return { slower: CHANGE_SIGNS.slower + slower, faster: CHANGE_SIGNS.faster + faster, same };
}

function lookOf(place: Element): Look {
  const style = getComputedStyle(place);
  const read = (name: string): string => style.getPropertyValue(`--${name}`);
  const paint = (name: Paint): Look[Paint] => ({ fill: read(name), ink: read(`on-${name}`) });
  return {
    own: paint('own'),
    library: paint('library'),
    builtin: paint('builtin'),
    slower: paint('slower'),
    faster: paint('faster'),
    same: paint('same'),
    ground: read('ground'),
    mark: read('ink'),
    line: read('line'),
    dim: read('dim'),
  };
}
