// What does a profile of V8's say in short? Time by package, and the functions that take most of it themselves.

import { relative } from 'node:path';

/** The part of the format (.cpuprofile) that is read here. */
export interface CpuProfile {
  readonly nodes: readonly ProfileNode[];
  readonly samples: readonly number[];
  /** Microseconds between samples. */
  readonly timeDeltas: readonly number[];
}

interface ProfileNode {
  readonly id: number;
  /** What it called. */
  readonly children?: readonly number[];
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
}

const LINES_SHOWN = 45;
/** Waiting is no work. */
const IDLE = '(idle)';

export function summarize(profile: CpuProfile, requests: number): string {
  const stacks = stacksOf(profile);
  const byPlace = new Map<string, number>();
  const byFunction = new Map<string, number>();
  const withCalls = new Map<string, number>();
  let total = 0;
  for (const [index, id] of profile.samples.entries()) {
    const time = profile.timeDeltas[index] ?? 0;
    const stack = stacks.get(id);
    const [top] = stack ?? [];
    if (stack === undefined || top === undefined || top.name === IDLE) continue;
    total += time;
    add(byPlace, top.place, time);
    add(byFunction, top.title, time);
    for (const title of new Set(stack.map((frame) => frame.title))) add(withCalls, title, time);
  }
  const perRequest = Math.round(total / requests);
  return [
    `${perRequest} µs for each request. Share of it by package, and by file of the project:`,
    ...largest(byPlace, total, LINES_SHOWN),
    '',
    'By function, itself alone:',
    ...largest(byFunction, total, LINES_SHOWN),
    '',
    'By function, with all that it calls at once (not what it awaits):',
    ...largest(withCalls, total, 2 * LINES_SHOWN),
  ].join('\n');
}

interface Frame {
  readonly name: string;
  readonly place: string;
  readonly title: string;
}

/** The frames on the stack for each node, the innermost first. */
function stacksOf({ nodes }: CpuProfile): ReadonlyMap<number, readonly Frame[]> {
  const caller = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, frameOf(callFrame)]));
  return new Map(
    nodes.map(({ id }) => {
      const stack: Frame[] = [];
      for (let at: number | undefined = id; at !== undefined; at = caller.get(at)) {
        const frame = frames.get(at);
        if (frame) stack.push(frame);
      }
      return [id, stack];
    }),
  );
}

function frameOf(callFrame: ProfileNode['callFrame']): Frame {
  const { functionName: name, lineNumber } = callFrame;
  const place = placeOf(callFrame);
  return { name, place, title: `${name || '(anonymous)'}  ${place}:${lineNumber + 1}` };
}

const add = (sums: Map<string, number>, key: string, time: number): void =>
  void sums.set(key, (sums.get(key) ?? 0) + time);

/** `graphql`, `node:crypto`, or a file of the project; V8 itself where there is none. */
function placeOf({ url, functionName }: ProfileNode['callFrame']): string {
  const packageName = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
  if (packageName !== undefined) return packageName;
  if (url.startsWith('node:')) return url;
  if (url.startsWith('file:') || url.startsWith('/')) return relative(process.cwd(), url.replace(/^file:\/\//, ''));
  return functionName.startsWith('(') ? functionName : '(native)';
}

const largest = (sums: ReadonlyMap<string, number>, total: number, count: number): string[] =>
  [...sums]
    .sort(([, one], [, other]) => other - one)
    .slice(0, count)
    .map(([key, time]) => `${((time / total) * 100).toFixed(1).padStart(6)} %  ${key}`);
