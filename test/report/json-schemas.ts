import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';

type Schema = {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly required: readonly string[];
};

/** What is wrong with a document; nothing where it is as the schema says. */
type Checker = (document: unknown) => readonly string[];

/** A schema of the package. */
export function schemaOf(name: string): Schema {
  return JSON.parse(readFileSync(join(import.meta.dirname, '../../docs', name), 'utf8')) as Schema;
}

/** As the schema stands in the package: a minor version may add fields, so it takes those that it does not know. */
export function openChecker(name: string): Checker {
  return checkerOf(name, (schema) => schema);
}

/** With no field but those that the schema names: what the program writes today is all described. */
export function closedChecker(name: string): Checker {
  return checkerOf(name, closed);
}

function checkerOf(name: string, as: (schema: object) => object): Checker {
  const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
  for (const other of ['hints.schema.json', 'diff.schema.json']) if (other !== name) ajv.addSchema(as(schemaOf(other)));
  const check = ajv.compile(as(schemaOf(name)));
  return (document) => {
    check(document);
    return (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };
}

/** A field may be called `properties` as well: it is a schema then, and no list of them. */
function closed(schema: object): object {
  const inner = Object.entries(schema).map(([name, value]) => [name, closedWithin(value)]);
  const isOfFields = Object.entries(schema).some(([name, value]) => name === 'properties' && isObject(value));
  return { ...Object.fromEntries(inner), ...(isOfFields ? { additionalProperties: false } : {}) };
}

function closedWithin(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closedWithin);
  return isObject(value) ? closed(value) : value;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** The document as a later version might write it: every object in it has one more field. */
export function withFieldsToCome(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withFieldsToCome);
  if (!isObject(value)) return value;
  const fields = Object.entries(value).map(([name, field]) => [name, withFieldsToCome(field)]);
  return { ...Object.fromEntries(fields), 'a field to come': { of: 'any kind' } };
}
