// How much may come over the wire for one question? 256 KB, the answer's body and all that stands around it.

import type { Socket } from 'node:net';
import type { buildConnector } from 'undici';
import { HostTrouble } from './answer';

/**
 * Headers and bodies have limits of their own. Interim answers (103), line breaks before an answer, its reason phrase and
 * the extensions of its chunks have none, and a host could go on with them until time is up.
 */
export const EXCHANGE_LIMIT_BYTES = 256 * 1024;

/** Counts what the connections of one check receive. A check asks one question at a time. */
export class ReceivedBytes {
  readonly #readBefore = new Map<Socket, number>();

  beginExchange(): void {
    for (const socket of this.#readBefore.keys()) this.#readBefore.set(socket, socket.bytesRead);
  }

  /** The same way to connect, to sockets that are cut off when they receive too much. */
  bounding(connect: buildConnector.connector): buildConnector.connector {
    return (options, callback) =>
      connect(options, (...[error, socket]) => {
        if (error !== null) return callback(error, null);
        this.#watch(socket);
        callback(null, socket);
      });
  }

  #watch(socket: Socket): void {
    this.#readBefore.set(socket, 0);
    socket.on('readable', () => {
      const received = socket.bytesRead - (this.#readBefore.get(socket) ?? 0);
      if (received > EXCHANGE_LIMIT_BYTES) socket.destroy(new HostTrouble('TOO_LARGE'));
    });
    socket.once('close', () => this.#readBefore.delete(socket));
  }
}
