import { writeFileSync } from 'node:fs';
import { STARTS } from './cases.ts';
import { type Contest, findNodes } from './contestants.ts';
import { measure } from './measure.ts';
import { optionsOf } from './options.ts';
import { machineLines } from './results-page.ts';
import { missedIn, type Row } from './rows.ts';
import { tableOf } from './table.ts';

/** How long the program takes to start, on each Node: `npm run bench:start`, in half a minute. Writes bench/START.md. */
const options = optionsOf(process.argv.slice(2));
const { nodes, failures } = findNodes(options.isThisNodeAlone);
const contest: Contest = { ours: '.', before: options.against, nodes, python: null };
const rows: Row[] = [];
for (const one of STARTS) rows.push(...(await measure(one, contest)));
const page = `# Start-up

Made by \`npm run bench:start\`. CPU time in ms, user and system together, in new processes in turn; medians. A run must take
at most 25 ms more than \`node -e 0\`.

${machineLines(rows, contest)
  .filter((line) => !line.includes('no Python'))
  .join('\n')}

${tableOf(rows)}
${failures.map((failure) => `\nNot run: ${failure}\n`).join('')}`;
process.stdout.write(page);
if (!options.isCheck && !options.isThisNodeAlone) writeFileSync('bench/START.md', page);
const reasons = [...missedIn(rows), ...failures];
for (const reason of reasons) process.stderr.write(`${reason}\n`);
process.exitCode = options.isCheck && reasons.length > 0 ? 1 : 0;
