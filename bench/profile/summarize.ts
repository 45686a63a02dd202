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
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
}

const FUNCTIONS_SHOWN = 45;
/** Waiting is no work. */
const IDLE = '(idle)';

export function summarize({ nodes, samples, timeDeltas }: CpuProfile, requests: number): string {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const byPlace = new Map<string, number>();
  const byFunction = new Map<string, number>();
  let total = 0;
  for (const [index, id] of samples.entries()) {
    const frame = frames.get(id);
    const time = timeDeltas[index] ?? 0;
    if (frame === undefined || frame.functionName === IDLE) continue;
    total += time;
    const place = placeOf(frame);
    add(byPlace, place, time);
    add(byFunction, `${frame.functionName || '(anonymous)'}  ${place}:${frame.lineNumber + 1}`, time);
  }
  const perRequest = Math.round(total / requests);
  return [
    `${perRequest} µs for each request. Share of it by package, and by file of the project:`,
    ...largest(byPlace, total, FUNCTIONS_SHOWN),
    '',
    'By function, itself alone:',
    ...largest(byFunction, total, FUNCTIONS_SHOWN),
  ].join('\n');
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
