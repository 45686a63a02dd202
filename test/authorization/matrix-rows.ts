// What can be asked of the gateway? A new operation becomes one row, in the file of its subject.

import type { MatrixRow } from './matrix-row';
import { ACCESS_CHANGES } from './rows/access';
import { ACCOUNT_CHANGES } from './rows/accounts';
import { INVITATION_USES } from './rows/invitations';
import { READING } from './rows/reading';
import { RUNTIME_CHANGES } from './rows/runtimes';
import { SESSIONS } from './rows/sessions';
import { TOKEN_CHANGES } from './rows/tokens';

/** In the order in which the table prints them. */
export const MATRIX_ROWS: readonly MatrixRow[] = [
  ...READING,
  ...RUNTIME_CHANGES,
  ...ACCESS_CHANGES,
  ...TOKEN_CHANGES,
  ...ACCOUNT_CHANGES,
  ...INVITATION_USES,
  ...SESSIONS,
];
