// How do results read? In Markdown: the goals, then each work with all that was measured.

import { GOALS, type Goal, isReached } from '../plan/goals';
import { SERVERS, type ServerName } from '../plan/servers';
import { WORKS } from '../plan/works';
import type { Machine } from './machine';
import { DATABASES, type Measurement, type Results, roundsOf } from './results';
import { cpuRatio, medianOf, speedRatio } from './statistics';

export function describeResults(results: Results): string {
  const works = results.measurements.map(describeMeasurement);
  return [goalTable(results), ...works, aside(results), machineLines(results)].filter(Boolean).join('\n\n');
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const alignment = head.map((_, column) => (column === 0 ? '---' : '--:'));
  return [line(head), line(alignment), ...rows.map(line)].join('\n');
};

function goalTable(results: Results): string {
  const rows = GOALS.flatMap((goal) => {
    const value = goal.read(results);
    return value === null ? [] : [[goal.text, bound(goal), figure(value), isReached(goal, value) ? 'yes' : 'no']];
  });
  return rows.length === 0 ? '' : table(['goal', 'bound', 'measured', 'reached'], rows);
}

export const bound = ({ atLeast, atMost }: Goal): string => (atLeast === undefined ? `≤ ${atMost}` : `≥ ${atLeast}`);

export const figure = (value: number): string => (value >= 10 ? String(Math.round(value)) : value.toFixed(2));

const FLOORS: Readonly<Record<Measurement['database'], ServerName>> = { sqlite: 'floor', postgres: 'postgresFloor' };

function describeMeasurement(measurement: Measurement): string {
  const { work, database, userTokens, servers } = measurement;
  const floor = FLOORS[database];
  const rows = servers.map(({ server }) => {
    const rounds = roundsOf(measurement, server);
    return [
      SERVERS[server].title,
      figure(medianOf(rounds, ({ requestsPerSecond }) => requestsPerSecond)),
      ratio(speedRatio(measurement, server, floor)),
      figure(medianOf(rounds, ({ median }) => median)),
      figure(medianOf(rounds, ({ p99 }) => p99)),
      figure(medianOf(rounds, ({ cpuMicros }) => cpuMicros)),
      ratio(cpuRatio(measurement, server, floor)),
    ];
  });
  const head = ['', 'requests/s', 'of the floor', 'median, ms', '99 %, ms', 'µs of a core', 'over the floor'];
  const { title, connections } = WORKS[work];
  const setting = `${DATABASES[database]}, ${inPowers(userTokens)} user tokens, ${connections} connections`;
  return `**(${work}) ${title}** – ${setting}\n\n${table(head, rows)}`;
}

const ratio = (value: number | null): string => (value === null ? '' : figure(value));

/** 10000 → 10⁴ */
export function inPowers(count: number): string {
  const exponent = Math.log10(count);
  return Number.isInteger(exponent) ? `10${'⁰¹²³⁴⁵⁶⁷⁸⁹'[exponent]}` : String(count);
}

function aside({ coldStart, memory, twoGateways }: Results): string {
  const lines = memory.map(
    ({ userTokens, bytes }) =>
      `- Resident memory of the gateway at ${inPowers(userTokens)} user tokens, after the load: ${Math.round(bytes / 2 ** 20)} MB`,
  );
  if (coldStart) {
    const { gateway, emptyApollo } = coldStart;
    lines.push(
      `- Cold start to the first answer, ms: gateway ${gateway.join(', ')}; empty Apollo Server ${emptyApollo.join(', ')}`,
    );
    if (twoGateways === null) lines.push('- Two gateways on one PostgreSQL were not measured: that takes four cores.');
  }
  return lines.join('\n');
}

function machineLines({ on, machine }: Results): string {
  const { cpu, cores, memoryGigabytes, system, isPinned, versions } = machine as Machine;
  const packages = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const pinning = isPinned ? 'the server has one core to itself' : 'processes are not pinned to cores';
  return `Measured on ${on}: ${cpu}, ${cores} cores, ${memoryGigabytes} GB, ${system}; ${pinning}. ${packages.join(', ')}.`;
}
