import { type Expression, isFunctionNode, type NodeOf } from '../../../source/syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { type FrameCode, type ModuleCode, methodsNamed, nodesOf } from '../module-code.ts';
import { bindingsOf } from '../names.ts';
import { isBound } from '../values/call-arguments.ts';
import { changedItself, rootOf } from './changed-itself.ts';
import { otherNamesOf } from './other-names.ts';
import { framesMeant } from './pure-frame.ts';

/** A function, or all methods of a name where which of them is meant is not known. */
type Callee = FrameCode | readonly FrameCode[];

/** What a call gives to a callee, and at which place: `0`, or the name of a keyword. */
type Handed = { readonly given: Expression; readonly place: string };

/** `weights` of `bump(weights, at)`, where `bump`, or what it hands it on to, changes it. */
export function handedToChanger(call: NodeOf<'Call'>, frame: FrameCode): readonly Expression[] {
  const callee = calleeOf(call, frame);
  const places = callee === undefined ? undefined : placesChanged(frame.module).get(callee);
  if (places === undefined) return NOTHING;
  return handedBy(call).flatMap(({ given, place }) => (places.has(place) ? [given] : []));
}

/** The same of all calls of a function. */
export function handedToChangers(frame: FrameCode): readonly Expression[] {
  return nodesOf(frame, 'Call').flatMap(({ node }) => handedToChanger(node, frame));
}

const NOTHING: readonly Expression[] = [];

function calleeOf(call: NodeOf<'Call'>, frame: FrameCode): Callee | undefined {
  const meant = framesMeant(call, frame);
  return meant.length > 1 ? meant : meant[0];
}

/** What has a name, or is a part of it. */
function handedBy({ args, keywords }: NodeOf<'Call'>): readonly Handed[] {
  const all = [
    ...args.map((given, at) => ({ given, place: `${at}` })),
    ...keywords.map(({ arg, value }) => ({ given: value, place: arg ?? '' })),
  ];
  return all.filter(({ given }) => NAMED.has(given.nodeType));
}

const NAMED: ReadonlySet<string> = new Set(['Name', 'Attribute', 'Subscript']);

/** By callee: the places of the arguments that it changes, by however many calls between. */
const placesChanged = oncePer((module: ModuleCode): ReadonlyMap<Callee, ReadonlySet<string>> => {
  const found = new Map<Callee, Set<string>>();
  const open: { readonly callee: Callee; readonly place: string }[] = [];
  const note = (callee: Callee, place: string): void => {
    const places = found.get(callee) ?? new Set();
    if (places.has(place)) return;
    found.set(callee, places.add(place));
    open.push({ callee, place });
  };
  const noteAll = (changed: readonly Expression[], frame: FrameCode): void => {
    for (const place of placesOf(changed, frame)) {
      note(frame, place);
      if (frame.parent?.node.nodeType === 'ClassDef') note(methodsNamed(frame.scope.name, frame), place);
    }
  };
  for (const frame of module.frames) noteAll(changedItself(frame), frame);
  const givers = giversOf(module);
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const { given, frame } of givers.get(at.callee)?.get(at.place) ?? []) noteAll([given], frame);
  }
  return found;
});

type Giver = { readonly given: Expression; readonly frame: FrameCode };

/** By callee and place: what all calls in the file give. */
function giversOf({ frames }: ModuleCode): ReadonlyMap<Callee, ReadonlyMap<string, readonly Giver[]>> {
  const givers = new Map<Callee, Map<string, Giver[]>>();
  for (const frame of frames) {
    for (const { node } of nodesOf(frame, 'Call')) {
      const callee = calleeOf(node, frame);
      if (callee === undefined) continue;
      const byPlace = givers.get(callee) ?? new Map<string, Giver[]>();
      givers.set(callee, byPlace);
      for (const { given, place } of handedBy(node)) {
        const known = byPlace.get(place);
        if (known === undefined) byPlace.set(place, [{ given, frame }]);
        else known.push({ given, frame });
      }
    }
  }
  return givers;
}

/** The places of the arguments that are among what a function changes: by its place and by its name. */
function placesOf(changed: readonly Expression[], frame: FrameCode): readonly string[] {
  if (!isFunctionNode(frame.node)) return [];
  const { posonlyargs, args, kwonlyargs } = frame.node.args;
  const first = isBound(frame) ? 1 : 0;
  const positions = new Map([...posonlyargs, ...args].map(({ arg }, at) => [arg, at - first]));
  const names = new Set([...positions.keys(), ...kwonlyargs.map(({ arg }) => arg)]);
  const roots = new Set([...changed, ...otherNamesOf(changed, frame)].map(rootOf));
  const own = [...roots].filter((name) => names.has(name) && isPlainArgument(name, frame));
  return own.flatMap((name) => [name, `${positions.get(name) ?? name}`]);
}

function isPlainArgument(name: string, frame: FrameCode): boolean {
  const [only, ...others] = bindingsOf(name, frame);
  return only?.binding.kind === 'argument' && others.length === 0;
}
