// How do results look? Bars beside the floor's, work by work, drawn as SVG that reads on light and dark pages.

import { SERVERS, type ServerName } from '../plan/servers';
import { shortTitle, WORKS } from '../plan/works';
import { DATABASES, type Measurement, type Results, roundsOf } from './results';
import { medianOf } from './statistics';
import { inPowers } from './table';

const WIDTH = 860;
const LABEL = 270;
const BAR = { height: 16, gap: 5 };
const HEAD = 34;
const BETWEEN = 18;
const ROOM_FOR_FIGURES = 70;

const OURS = '#2f81f7';
const FLOOR = '#8b949e';
const PEER = '#b8c0c8';
const COLORS: Partial<Record<ServerName, string>> = { gateway: OURS, floor: FLOOR, postgresFloor: FLOOR };

export function plotResults({ measurements }: Results): string {
  const shown = measurements.filter(({ servers }) => servers.length > 1);
  let top = 0;
  const groups = shown.map((measurement) => {
    const group = drawGroup(measurement, top);
    top += HEAD + measurement.servers.length * (BAR.height + BAR.gap) + BETWEEN;
    return group;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${top}" font-family="system-ui, sans-serif" font-size="12">
<title>Requests per second, more is better</title>
<style>text { fill: #1f2328 } @media (prefers-color-scheme: dark) { text { fill: #e6edf3 } }</style>
${groups.join('\n')}
</svg>
`;
}

function drawGroup(measurement: Measurement, top: number): string {
  const { work, database, userTokens, servers } = measurement;
  const speeds = servers.map(({ server }) => ({
    server,
    speed: medianOf(roundsOf(measurement, server), ({ requestsPerSecond }) => requestsPerSecond),
  }));
  const fastest = Math.max(...speeds.map(({ speed }) => speed));
  const title = `(${work}) ${shortTitle(WORKS[work])} – ${DATABASES[database]}, ${inPowers(userTokens)} user tokens, requests per second`;
  const bars = speeds
    .sort((one, other) => other.speed - one.speed)
    .map(({ server, speed }, index) =>
      drawBar(server, speed, speed / fastest, top + HEAD + index * (BAR.height + BAR.gap)),
    );
  return `<text x="0" y="${top + 20}" font-weight="600">${title}</text>\n${bars.join('\n')}`;
}

function drawBar(server: ServerName, speed: number, share: number, y: number): string {
  const width = Math.round(share * (WIDTH - LABEL - ROOM_FOR_FIGURES));
  const middle = y + BAR.height - 4;
  return [
    `<text x="${LABEL - 8}" y="${middle}" text-anchor="end">${SERVERS[server].title}</text>`,
    `<rect x="${LABEL}" y="${y}" width="${width}" height="${BAR.height}" rx="2" fill="${COLORS[server] ?? PEER}"/>`,
    `<text x="${LABEL + width + 6}" y="${middle}">${Math.round(speed)}</text>`,
  ].join('');
}
