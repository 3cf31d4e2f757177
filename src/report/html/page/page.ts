import { explore } from './explorer.ts';
import { readPageProfile } from './read-profile.ts';

const TOO_OLD =
  'The picture and the table of all functions need DecompressionStream, which this browser is too old for: Chrome and Edge 110, Firefox 115 and Safari 16.4 have it. What is below does not.';

async function start(place: HTMLElement, base64: string): Promise<void> {
  if (typeof DecompressionStream === 'undefined') {
    place.textContent = TOO_OLD;
    return;
  }
  place.textContent = 'Loading the picture and the table of all functions.';
  const unpacked = new Blob([bytesOf(base64)]).stream().pipeThrough(new DecompressionStream('gzip'));
  await explore(place, readPageProfile(new Uint8Array(await new Response(unpacked).arrayBuffer())));
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = text.charCodeAt(at); // `from` with a function takes ten times as long
  return bytes;
}

/** Paper has nothing to click: what is folded is unfolded for printing, and folded again afterwards. */
function unfoldForPrint(): void {
  let folded: readonly HTMLDetailsElement[] = [];
  addEventListener('beforeprint', () => {
    folded = [...document.querySelectorAll<HTMLDetailsElement>('details:not([open])')];
    for (const part of folded) part.open = true;
  });
  addEventListener('afterprint', () => {
    for (const part of folded) part.open = false;
  });
}

unfoldForPrint();
const place = document.getElementById('explorer');
const data = document.getElementById('data');
if (place !== null && data !== null) {
  start(place, data.textContent ?? '').catch((error: unknown) => {
    place.textContent = `The picture and the table of all functions cannot be shown: ${String(error)}. What is below can.`;
  });
}
