import { explore } from './explorer.ts';
import { readPageProfile } from './read-profile.ts';

const TOO_OLD =
  'The picture and the table of all functions need a browser from 2023 or later (DecompressionStream). What is below does not.';

async function start(place: HTMLElement, base64: string): Promise<void> {
  if (typeof DecompressionStream === 'undefined') {
    place.textContent = TOO_OLD;
    return;
  }
  const packed = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  explore(place, readPageProfile(new Uint8Array(await new Response(unpacked).arrayBuffer())));
}

const place = document.getElementById('explorer');
const data = document.getElementById('data');
if (place !== null && data !== null) {
  start(place, data.textContent ?? '').catch((error: unknown) => {
    place.textContent = `The picture and the table of all functions cannot be shown: ${String(error)}. What is below can.`;
  });
}
