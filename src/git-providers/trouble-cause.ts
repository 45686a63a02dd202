// Why did no answer come? The error codes of Node and undici, as causes for the log.

import type { TroubleCause } from './answer';

/** Read from the top: the first row that fits. */
const CAUSES: readonly (readonly [RegExp, TroubleCause])[] = [
  [/^(ETIMEDOUT|UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT)$/, 'TIMEOUT'],
  [/^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|EACCES)$/, 'UNREACHABLE'],
  [/^(ENOTFOUND|EAI_[A-Z]+)$/, 'DNS'],
  [/^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/, 'CONNECTION_LOST'],
  // What undici makes of a proxy that does not open the way (407, 403, 502) or shows a wrong certificate.
  [/^UND_ERR_(ABORTED|PRX_TLS)$/, 'PROXY'],
  [/CERT|TLS|SSL|^UNABLE_TO_/, 'TLS'],
];

/** What is left is an answer that breaks HTTP itself: headers too long, a wrong length, no status line. */
export function causeOf(error: unknown): TroubleCause {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return CAUSES.find(([codes]) => codes.test(code))?.[1] ?? 'ODD_ANSWER';
}
