import { collect } from './noise/collect.ts';

await collect(process.env['BENCH_PYTHON'] ?? 'python3', 1);
