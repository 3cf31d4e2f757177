import { describe, expect, test } from 'vitest';
import { callerEdges } from '../../src/profile/profile-table.ts';
import { runCli } from '../cli/run-cli.ts';
import { exported, FIXTURES, fixtureTable } from './exported.ts';

type Json = {
  readonly functions: readonly { readonly name: string; readonly calls: number; readonly tottime: number }[];
  readonly callersOutside: readonly object[];
  readonly calls: readonly { readonly caller: number; readonly callee: number; readonly calls: number }[];
};

describe.each(FIXTURES)('the tables of %s', (name) => {
  const file = `fixtures/profiles/${name}/out.prof`;

  test('the CSV of functions is that of the report', async () => {
    const report = await runCli(['report', file, '--format', 'csv']);
    expect((await runCli(['export', file, '--to', 'csv'])).bytes.equals(report.bytes)).toBe(true);
  });

  test('the JSON has the functions of the report, in the order of the dump', async () => {
    const args = ['report', file, '--format', 'json', '--section', 'functions', '--sort', 'none'];
    const report = JSON.parse((await runCli(args)).stdout) as { functions: [{ rows: unknown }] };
    const ours = JSON.parse((await exported('json', fixtureTable(name))).toString('utf8')) as Json;
    expect(ours.functions).toEqual(report.functions[0].rows);
  });

  test('each call is there with its count, in JSON and in CSV', async () => {
    const table = fixtureTable(name);
    const edges = table.edges();
    const json = JSON.parse((await exported('json', table)).toString('utf8')) as Json;
    expect(json.callersOutside.length).toBe(edges.ghosts.length);
    const wanted = [...table.tottime.keys()].flatMap((callee) => {
      const { start, end } = callerEdges(edges, callee);
      return Array.from({ length: end - start }, (_, at) => [
        edges.caller[start + at],
        callee,
        edges.ncalls.values[start + at],
      ]);
    });
    expect(json.calls.map(({ caller, callee, calls }) => [caller, callee, calls])).toEqual(wanted);
    const csv = (await exported('csv', table, { table: 'calls' })).toString('utf8');
    expect(csv.split('\r\n').length).toBe(edges.length + 2);
  });
});
