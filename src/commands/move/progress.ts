// How does the operator see how far the move is? On a bar, which is drawn once it is known how many rows there are.

import type { MoveProgress, MoveStep } from '../../store/move/move-database';
import { ProgressBar, type ProgressOutlet } from '../progress-bar';

export interface DrawnProgress extends MoveProgress {
  /** Also where it never began. */
  end(): void;
}

export function drawnProgress(outlet: ProgressOutlet): DrawnProgress {
  let bar: ProgressBar | null = null;
  return {
    begin(rows) {
      bar = new ProgressBar(outlet, rows);
    },
    step: (step) => bar?.step(nameOf(step)),
    advance: (rows) => bar?.advance(rows),
    end: () => bar?.end(),
  };
}

const nameOf = (step: MoveStep): string =>
  step.kind === 'COPYING' ? `copying ${step.table}` : `opening tokens of the ${step.of}`;
