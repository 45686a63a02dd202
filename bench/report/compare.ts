// What got slower? A quick run's ratios beside the committed ones; ratios, because machines differ.

import { GOALS, type Goal } from '../plan/goals';
import type { Results } from './results';
import { bound, figure } from './table';

/** Short rounds on a busy machine differ by so much without any reason. */
const NOISE = 0.1;

export function compare(now: Results, committed: Results | null): string {
  if (committed === null) return 'There are no committed results yet: npm run bench writes them.';
  return GOALS.flatMap((goal) => {
    const value = goal.read(now);
    return value === null ? [] : [`${describe(goal, value, goal.read(committed))} (goal ${bound(goal)})`];
  }).join('\n');
}

function describe(goal: Goal, value: number, before: number | null): string {
  const text = `${goal.text}: ${figure(value)}`;
  if (before === null) return `${text}; not in the committed results`;
  const change = goal.atLeast === undefined ? before / value : value / before;
  const was = `was ${figure(before)}`;
  if (change < 1 - NOISE) return `SLOWER  ${text}, ${was}: ${Math.round((1 - change) * 100)} % worse`;
  if (change > 1 + NOISE) return `faster  ${text}, ${was}: ${Math.round((change - 1) * 100)} % better`;
  return `as ever ${text}, ${was}`;
}
