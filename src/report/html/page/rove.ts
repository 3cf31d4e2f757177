/** To which item a key leads, by the browser's name for the key. */
const STEPS: Readonly<Record<string, (at: number, length: number) => number>> = {
  ArrowUp: (at) => at - 1,
  ArrowLeft: (at) => at - 1,
  ArrowDown: (at) => at + 1,
  ArrowRight: (at) => at + 1,
  Home: () => 0,
  End: (_, length) => length - 1,
};

/**
 * Makes one of many links or buttons a stop for Tab, from which arrow keys lead to the others. Otherwise it takes a
 * hundred Tabs to get past a table without a mouse.
 */
export function rove(around: HTMLElement, selector: string): void {
  around.addEventListener('keydown', (event) => {
    const { key, ctrlKey, metaKey, altKey } = event;
    const items = [...around.querySelectorAll<HTMLElement>(selector)];
    const at = items.findIndex((item) => item.contains(document.activeElement));
    const next = items[STEPS[key]?.(at, items.length) ?? -1];
    if (at < 0 || next === undefined || ctrlKey || metaKey || altKey) return;
    event.preventDefault();
    next.focus();
  });
  around.addEventListener('focusin', ({ target }) => {
    for (const item of around.querySelectorAll<HTMLElement>(selector)) item.tabIndex = item === target ? 0 : -1;
  });
}

/** Makes the first of new items the stop. */
export function stopAtFirst(around: HTMLElement, selector: string): void {
  for (const [at, item] of [...around.querySelectorAll<HTMLElement>(selector)].entries())
    item.tabIndex = at === 0 ? 0 : -1;
}
