import { main } from './main.ts';

/** The one place that touches the process: arguments, streams, environment, exit code. */
process.exitCode = await main(process.argv.slice(2), { streams: process, env: process.env });
