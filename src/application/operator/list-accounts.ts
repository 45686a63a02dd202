// Which accounts does the gateway have? For whoever runs it; no request can ask.

import type { AccountSummary } from '../ports';
import type { OperatorGateway } from './operator-gateway';

export const listAccounts = ({ reads }: OperatorGateway): Promise<AccountSummary[]> => reads.accountSummaries();
