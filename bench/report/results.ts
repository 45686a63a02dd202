// What does a run find? All of it in one plain object, which is what is committed.

import type { ServerName } from '../plan/servers';
import type { WorkName } from '../plan/works';
import type { Machine } from './machine';

/** One server under one load for some seconds. */
export interface Round {
  readonly requestsPerSecond: number;
  /** Milliseconds. */
  readonly median: number;
  readonly p99: number;
  /** Microseconds of a core for each request; null where the system does not tell. */
  readonly cpuMicros: number | null;
}

export interface ServerRounds {
  readonly server: ServerName;
  readonly rounds: readonly Round[];
}

export interface Measurement {
  readonly work: WorkName;
  readonly database: 'sqlite' | 'postgres';
  readonly userTokens: number;
  readonly servers: readonly ServerRounds[];
}

/** Milliseconds, one for each start. */
export interface ColdStart {
  readonly gateway: readonly number[];
  readonly emptyApollo: readonly number[];
}

export interface ResidentMemory {
  readonly userTokens: number;
  readonly bytes: number;
}

/** Requests per second, in each round, of one gateway and of two side by side. */
export interface TwoGateways {
  readonly one: readonly number[];
  readonly two: readonly number[];
}

export interface Results {
  readonly on: string;
  readonly machine: Machine;
  readonly measurements: readonly Measurement[];
  readonly coldStart: ColdStart | null;
  /** Of the gateway, after its pages were asked for. */
  readonly memory: readonly ResidentMemory[];
  /** Null where there are too few cores. */
  readonly twoGateways: TwoGateways | null;
}

export const DATABASES: Readonly<Record<Measurement['database'], string>> = {
  sqlite: 'SQLite',
  postgres: 'PostgreSQL',
};

export const roundsOf = ({ servers }: Measurement, name: ServerName): readonly Round[] =>
  servers.find(({ server }) => server === name)?.rounds ?? [];
