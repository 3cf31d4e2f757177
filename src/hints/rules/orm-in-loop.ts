import type { ProfileTable } from '../../profile/profile-table.ts';
import { dottedText } from '../../source/dotted-text.ts';
import { type Expression, lineOf, type NodeOf } from '../../source/syntax.ts';
import { oncePer } from '../../text/lazily.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../code/module-code.ts';
import { calledName, fullName, methodCalled, resolve } from '../code/names.ts';
import { shortText } from '../code/source-text.ts';
import { canonicalName } from '../evidence/callee-names.ts';
import { sumCallsTo } from '../evidence/frame-evidence.ts';
import { type HintRule, NO_PLACE, type Site } from '../rule.ts';
import { isRepeated, NOT_REPEATED, weighEdge } from '../weigh.ts';

/** Methods of a manager or a QuerySet of Django that ask the database at once. */
const DJANGO = new Set(
  'get first last exists count create get_or_create update_or_create aggregate earliest latest update'.split(' '),
);

/** Of a Query of SQLAlchemy. */
const QUERY = new Set('first one one_or_none all count scalar'.split(' '));

/** Of its Session or Connection, given what `select()` and its kin made. */
const EXECUTES = new Set(['execute', 'scalars', 'scalar']);

const SESSIONS = ['sqlalchemy.orm.session.', 'sqlalchemy.orm.scoping.'];

type Variant = { readonly callees: (name: string) => readonly string[]; readonly gain: string; readonly text: string };

const ASK_ONCE = 'Ask once for all keys, and look the objects up in a dict';

/** How a profile names what each form calls. A manager's methods all have one name in it. */
const VARIANTS = {
  django: {
    callees: (name) => ['django.db.models.manager.manager_method', `django.db.models.query.${name}`],
    gain: 'orm-in-loop/django-get',
    text: `${ASK_ONCE}: in_bulk(keys), filter(pk__in=keys), annotate(); bulk_create for new ones.`,
  },
  save: {
    callees: () => ['django.db.models.base.save'],
    gain: 'orm-in-loop/django-save',
    text: 'Collect the objects and give them to one bulk_create, or to one bulk_update where they are stored already.',
  },
  'django-lazy': {
    callees: () => ['django.db.models.fields.related_descriptors.__get__'],
    gain: 'orm-in-loop/django-lazy',
    text: 'Let the query that gives the objects bring what belongs to them: select_related, or prefetch_related for many.',
  },
  session: {
    callees: (name) => [...SESSIONS, 'sqlalchemy.orm.query.', 'sqlalchemy.engine.base.'].map((at) => at + name),
    gain: 'orm-in-loop/sqlalchemy-get',
    text: `${ASK_ONCE}: select(...).where(key.in_(keys)); for new rows one execute(insert(...), rows).`,
  },
  commit: {
    callees: (name) => SESSIONS.map((at) => at + name),
    gain: 'orm-in-loop/sqlalchemy-commit',
    text: 'Commit (or flush) once, after the last row.',
  },
  'sqlalchemy-lazy': {
    callees: () => ['sqlalchemy.orm.attributes.__get__'],
    gain: 'orm-in-loop/sqlalchemy-lazy',
    text: 'Let the query that gives the objects load what belongs to them: options(selectinload(...)), or joinedload for one.',
  },
} as const satisfies Record<string, Variant>;

type VariantName = keyof typeof VARIANTS;

/**
 * A query for each object
 *
 * ## What it finds
 *
 * In a loop, or in a function that is called in one: `objects.get(...)`, `.first()`, `.exists()`, `.count()`, `.create(...)` and
 * `save()` of Django; `session.get(...)`, `session.scalars(select(...))`, `query(...).first()` and `session.commit()` of SQLAlchemy;
 * and of both `book.author`, where reading the attribute asks the database.
 *
 * ## Why it costs
 *
 * For each object a statement is put together in Python, sent, run and made into an object; with a database on another machine
 * each waits for the network too.
 *
 * ## Example
 *
 *     for book in Book.objects.all():
 *         print(book.author.name)
 *
 * ## Instead
 *
 *     for book in Book.objects.select_related('author'):
 *         print(book.author.name)
 *
 * With SQLAlchemy `select(Book).options(joinedload(Book.author))`. For objects by key `Author.objects.in_bulk(keys)` or
 * `select(Author).where(Author.id.in_(keys))`, for new ones `bulk_create(objects)` or `session.execute(insert(Author), rows)`. Measured
 * with Django 5.2 and SQLAlchemy 2.0 on sqlite in memory.
 *
 * ## When it does not matter
 *
 * For some dozen objects, and where one query depends on what the one before gave. `bulk_create` and `bulk_update` call no `save()`
 * and send no signals. With one commit at the end an error loses all since the last.
 */
export const ormInLoop: HintRule = {
  id: 'orm-in-loop',
  title: 'a query for each object',
  article: 'evaluations-outside-loop',
  priority: 1,
  fix: 'Ask once for all: in_bulk, select_related, bulk_create; in_(keys), selectinload, one commit.',
  callees: [
    ...[...DJANGO, ...QUERY, ...EXECUTES, 'get'].flatMap((name) => [
      ...VARIANTS.django.callees(name),
      ...VARIANTS.session.callees(name),
    ]),
    ...['commit', 'flush'].flatMap(VARIANTS.commit.callees),
    ...[...VARIANTS.save.callees(), ...VARIANTS['django-lazy'].callees(), ...VARIANTS['sqlalchemy-lazy'].callees()],
  ],
  time: 'callees',
  match: (frame) => [...nodesOf(frame, 'Call').flatMap((code) => callSite(code, frame) ?? []), ...lazySites(frame)],
  weigh: (site, evidence) => {
    const variant = variantOf(site);
    const { node } = site.code;
    const name = node.nodeType === 'Call' ? (methodCalled(node, evidence.code)?.name ?? '') : '';
    const callees = VARIANTS[variant].callees(name);
    const isLazy = node.nodeType !== 'Call';
    // most of what looks so is somebody else's
    if (sumCallsTo(evidence, callees).ncalls === 0 || (isLazy && !loadsLazily(evidence.table))) return NO_PLACE;
    if (!isRepeated(site.code, evidence)) return NOT_REPEATED;
    return weighEdge(site, evidence, {
      callees,
      called: isLazy ? site.subject : name,
      ...(isLazy ? {} : { names: alike(variant, evidence.code) }),
      time: 'whole',
      leastCalls: 50,
      leastPerCall: LEAST_PER_CALL,
      gain: VARIANTS[variant].gain,
    });
  },
};

/** What is there already is given in a microsecond or two, and a query takes some hundred at least. */
const LEAST_PER_CALL = 2e-5;

function variantOf({ variant }: Site): VariantName {
  return (Object.keys(VARIANTS) as VariantName[]).find((name) => name === variant) ?? 'session';
}

/** The calls of a frame that share their edges. */
function alike(variant: VariantName, frame: FrameCode): ReadonlySet<string> {
  const sites = nodesOf(frame, 'Call').filter((code) => callSite(code, frame)?.variant === variant);
  return new Set(sites.map(({ node }) => calledName(node, frame)));
}

function callSite(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const variant = askedBy(code.node, frame);
  if (variant === undefined) return undefined;
  return { code, subject: shortText(code.node, frame), variant, fix: { text: VARIANTS[variant].text } };
}

/** The form of a call, as far as the source says it: the profile has to have the calls. */
function askedBy(call: NodeOf<'Call'>, frame: FrameCode): VariantName | undefined {
  const method = methodCalled(call, frame);
  if (method === undefined) return undefined;
  const { name, receiver } = method;
  const text = dottedText(receiver);
  if (name === 'save') return receiver.nodeType === 'Name' ? 'save' : undefined;
  if (DJANGO.has(name) && (/\.objects\b/.test(text) || isRelated(name, call, receiver))) return 'django';
  if ((name === 'commit' || name === 'flush') && call.args.length === 0) return 'commit';
  if (QUERY.has(name) && /\bquery\(\)/.test(text)) return 'session';
  if (name === 'get') return isEntity(call.args[0]) && call.args.length === 2 ? 'session' : undefined;
  return EXECUTES.has(name) && isOneStatement(call, frame) ? 'session' : undefined;
}

/** `author.books.count()` */
function isRelated(name: string, { args }: NodeOf<'Call'>, receiver: Expression): boolean {
  const isPlain = receiver.nodeType === 'Attribute' && receiver.value.nodeType === 'Name';
  return isPlain && args.length === 0 && ['count', 'exists', 'first', 'last'].includes(name);
}

/** A class, as such are written: `session.get(Author, key)`, where a dict is asked for `get(key, None)`. */
function isEntity(argument: Expression | undefined): boolean {
  return argument !== undefined && /^(?:\w+\.)*[A-Z]\w*[a-z]\w*$/.test(dottedText(argument));
}

/** Made by `select()` and its kin, with one row at most. */
function isOneStatement({ args: [statement, values] }: NodeOf<'Call'>, frame: FrameCode): boolean {
  if (statement === undefined || (values !== undefined && values.nodeType !== 'Dict')) return false;
  let root = statement;
  while (root.nodeType === 'Call' && root.func.nodeType === 'Attribute' && root.func.value.nodeType === 'Call') {
    root = root.func.value;
  }
  if (root.nodeType !== 'Call') return false;
  return /^sqlalchemy\..*\b(?:select|insert|update|delete)$/.test(fullName(root.func, frame));
}

/**
 * `book.author` of `book.author.name`, and `author.books` where it is walked: the edge does not say which attribute it was, so
 * that a function has one place.
 */
function lazySites(frame: FrameCode): readonly Site[] {
  const read = nodesOf(frame, 'Attribute').filter((code) => isOfObject(code, frame));
  const found = [...read.filter(isAskedOn), ...read.filter(isWalked)];
  const [code] = found;
  if (code === undefined) return [];
  const lines = found.map(({ node }) => lineOf(node));
  const site = { code, subject: shortText(code.node, frame), lines };
  return LAZY.map((variant) => ({ ...site, variant, fix: { text: VARIANTS[variant].text } }));
}

const LAZY = ['django-lazy', 'sqlalchemy-lazy'] as const;

/** Of an object of a loop, or of what the function is given. */
function isOfObject({ node: { value } }: CodeNode<NodeOf<'Attribute'>>, frame: FrameCode): boolean {
  if (value.nodeType !== 'Name') return false;
  const bound = resolve(value.id, frame);
  return bound.length > 0 && bound.every(({ binding: { kind } }) => kind === 'loop' || kind === 'argument');
}

function isAskedOn({ parent }: CodeNode<NodeOf<'Attribute'>>): boolean {
  const around = parent?.parent?.node;
  const isMethod = around?.nodeType === 'Call' && around.func === parent?.node;
  return parent?.node.nodeType === 'Attribute' && !isMethod;
}

function isWalked({ node, parent }: CodeNode<NodeOf<'Attribute'>>): boolean {
  const around = parent?.node;
  if (around?.nodeType === 'For' || around?.nodeType === 'Comprehension') return around.iter === node;
  return around?.nodeType === 'Call' && ['len', 'list', 'sorted', 'sum'].includes(dottedText(around.func));
}

const LOADS: ReadonlySet<string> = new Set([
  'django.db.models.fields.related_descriptors.get_object',
  'sqlalchemy.orm.strategies._emit_lazyload',
]);

/** Whether reading attributes asked the database. */
const loadsLazily = oncePer((table: ProfileTable): boolean => {
  for (let row = 0; row < table.length; row++) {
    if ((table.ncalls.values[row] ?? 0) >= 50 && LOADS.has(canonicalName(table, row).full)) return true;
  }
  return false;
});
