// What do the operator's commands work with? The gateway's own store, clock and passwords: no provider is asked, nobody is signed in.

import type { Gateway } from '../gateway';

export type OperatorGateway = Pick<Gateway, 'clock' | 'passwords' | 'oneTimeTokens' | 'reads' | 'unitOfWork'>;
