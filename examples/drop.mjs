// The script of drop.html: shows the profile that is dropped on the page. Nothing is uploaded.
import { DecodeError, decodeProfile, describeFunction, resolveSortOrder, sortRows } from 'pyprof-view';

const [input, said, functions] = ['file', 'said', 'functions'].map((id) => document.getElementById(id));

input.addEventListener('change', () => show(input.files[0]));
document.addEventListener('dragover', (event) => event.preventDefault());
document.addEventListener('drop', (event) => {
  event.preventDefault();
  show(event.dataTransfer.files[0]);
});

async function show(file) {
  try {
    const table = decodeProfile(await bytesOf(file));
    said.textContent = `${file.name}: ${table.totals.tottime.toFixed(3)} s in ${table.length} functions`;
    functions.replaceChildren(...Array.from(topRows(table), (row) => line(describeFunction(table, row))));
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    said.textContent = `${file.name} cannot be read: ${error.message}`;
    functions.replaceChildren();
  }
}

/** Profiles are often gzipped. */
async function bytesOf(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(unpacked).arrayBuffer());
}

function topRows(table) {
  return sortRows(table, resolveSortOrder(['tottime']), { first: 20 });
}

/** Names come from a file: they are text, never HTML. */
function line({ standardName, ncalls, tottime }) {
  const row = document.createElement('tr');
  for (const text of [standardName, String(ncalls), tottime.toFixed(3)]) row.insertCell().textContent = text;
  return row;
}
