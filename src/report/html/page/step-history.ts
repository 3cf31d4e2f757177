/**
 * What the browser's Back leads back to. An entry holds only a name for what was shown, so that one from another load
 * of the page, perhaps of another profile, is unknown and ignored.
 */
export class StepHistory<Shown> {
  private readonly shown = new Map<unknown, Shown>();

  constructor(show: (shown: Shown) => void) {
    addEventListener('popstate', ({ state }) => {
      const shown = this.shown.get(state);
      if (shown !== undefined) show(shown);
    });
  }

  /** Records a step that Back undoes. */
  step(from: Shown, to: Shown): void {
    history.replaceState(this.entryOf(from), '');
    history.pushState(this.entryOf(to), '');
  }

  private entryOf(shown: Shown): string {
    const name = `${performance.timeOrigin} ${this.shown.size}`;
    this.shown.set(name, shown);
    return name;
  }
}
