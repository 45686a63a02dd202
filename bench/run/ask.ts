// What does a server answer to one operation?

import type { Operation } from '../plan/works';

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: compared as it is
  readonly body: any;
}

export async function ask(url: string, operation: Operation, accessToken: string | null): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(accessToken !== null && { authorization: `Bearer ${accessToken}` }),
    },
    body: JSON.stringify(operation),
  });
  return { status: response.status, body: await response.json() };
}
