type Extent = { readonly width: number; readonly height: number };

/** How large a text of Ink's is; yoga says with a second number whether the width is a limit. */
type Measure = (width: number, limit: number) => Extent;

/** The values of yoga that Ink compares with. Styles whose values are not here are not set: none of them moves anything. */
export const SCREEN_LAYOUT = { DISPLAY_NONE: 1, MEASURE_MODE_UNDEFINED: 0 };

const DISPLAY_FLEX = 0;

/**
 * A node of Ink's layout, in the place of yoga's (scripts/yoga-layout.mjs). What we paint is one box around one text
 * (paint.tsx): all of it begins in the corner, and what was given no size is as large as what is in it. Yoga's WebAssembly
 * would be 34 kB of the package, and some milliseconds of the first picture.
 */
export class ScreenNode {
  #size: Partial<Extent> = {};
  #content: ScreenNode | null = null;
  #measure: Measure | null = null;

  setWidth(width: number): void {
    this.#size = { ...this.#size, width };
  }

  setHeight(height: number): void {
    this.#size = { ...this.#size, height };
  }

  setMeasureFunc(measure: Measure): void {
    this.#measure = measure;
  }

  insertChild(child: ScreenNode): void {
    if (this.#content !== null) throw new Error('a second node in one node: the layout of the viewer has no rows');
    this.#content = child;
  }

  removeChild(): void {
    this.#content = null;
  }

  getChildCount(): number {
    return this.#content === null ? 0 : 1;
  }

  getDisplay(): number {
    return DISPLAY_FLEX;
  }

  getComputedWidth(): number {
    return this.#size.width ?? this.#content?.getComputedWidth() ?? this.#measured().width;
  }

  getComputedHeight(): number {
    return this.#size.height ?? this.#content?.getComputedHeight() ?? this.#measured().height;
  }

  #measured(): Extent {
    return this.#measure?.(Number.NaN, SCREEN_LAYOUT.MEASURE_MODE_UNDEFINED) ?? { width: 0, height: 0 };
  }

  getComputedLeft(): number {
    return 0;
  }

  getComputedTop(): number {
    return 0;
  }

  getComputedPadding(): number {
    return 0;
  }

  getComputedBorder(): number {
    return 0;
  }

  // nothing to do: sizes are found when they are asked for, and one node neither grows nor shrinks
  calculateLayout(): void {}
  markDirty(): void {}
  setFlexGrow(): void {}
  setFlexShrink(): void {}
  unsetMeasureFunc(): void {}
  free(): void {}
  freeRecursive(): void {}
}
