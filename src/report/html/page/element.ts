/** What an element has beside its children: attributes and event handlers. */
type Given = Readonly<Record<string, string | ((event: Event) => void)>>;

type Child = Node | string;

/** Makes an element. Strings become text and nothing else, whatever is in them. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  given: Given = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (typeof value === 'string') made.setAttribute(name, value);
    else made.addEventListener(name, value);
  }
  made.append(...children);
  return made;
}

/** Puts a text into an element. The same text is not set again, since a screen reader would repeat it. */
export function setText(place: HTMLElement, text: string): void {
  if (place.textContent !== text) place.textContent = text;
}

/** A button with a text. */
export function button(text: string, press: () => void): HTMLButtonElement {
  return element('button', { type: 'button', click: press }, text);
}
