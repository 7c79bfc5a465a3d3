// Decisions in words.

import { keyOf, millis } from './decisions.js';

const seconds = (ms) => `${(Math.abs(ms) / 1000).toFixed(2)} s`;
const edge = (verb, ms, way, other) => (ms ? [`${verb} ${seconds(ms)} ${ms > 0 ? way : other}`] : []);

export const takeOf = (line, pin) => line.takes.findIndex((take) => take.ref && pin && take.ref.asset === pin.asset
  && take.ref.start === pin.start && take.ref.end === pin.end);

const pinned = (line, pin) => {
  if (!pin) return [];
  const take = line ? takeOf(line, pin) : -1;
  return [take < 0 ? 'uses a pinned take' : `uses take ${take + 1}`];
};

const moved = (move, lines) => {
  if (!move) return [];
  if (move.place === 'first' || !move.line) return ['moved to the beginning'];
  const line = lines.get(keyOf(move.line));
  return [`moved after ${line ? `line ${line.number}` : `“${move.line.text}”`}`];
};

// `uses take 2, ends 0.20 s later`
export const inWords = (decision, line, lines) => {
  const said = [
    ...(decision.dropped ? ['dropped'] : []),
    ...pinned(line, decision.pin),
    ...edge('begins', millis(decision.earlier), 'earlier', 'later'),
    ...edge('ends', millis(decision.later), 'later', 'earlier'),
    ...moved(decision.move, lines),
    ...(decision.caption === null ? [] : [decision.caption ? `caption “${decision.caption}”` : 'no caption']),
    ...(decision.pictures.length ? ['other pictures settled'] : []),
  ];
  return said.length ? said.join(', ') : 'left to Dropcut';
};
