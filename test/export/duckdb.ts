import { type Consumer, findPackage, loadConsumer } from './consumers.ts';

/** Rows of an answer: numbers of 64 bits are bigints, times are Dates. */
type Query = (sql: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;

/** What we use of @duckdb/node-api. */
type DuckDB = {
  readonly DuckDBInstance: {
    readonly create: (path: string) => Promise<{ readonly connect: () => Promise<Connection> }>;
  };
};
type Connection = {
  readonly runAndReadAll: (sql: string) => Promise<{ readonly getRowObjectsJS: () => Record<string, unknown>[] }>;
};

export const duckdb: Consumer = findPackage('@duckdb/node-api');

/** A database in memory. */
export async function openDuckDB(): Promise<Query> {
  const { DuckDBInstance } = loadConsumer('@duckdb/node-api') as DuckDB;
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  return async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJS();
}
