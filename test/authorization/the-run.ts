// Which run of the whole matrix do its tests look at? One for all of them: it takes its time.

import { runMatrix } from './run-matrix';

export const run = runMatrix();
