// Which line is looked at. Its takes stand beside the script where there is room, below the line where there is none.

import { byNumber, element, now, order, scroll } from './desk.js';
import { notice, one } from './frame.js';
import { showTrims } from './shown.js';

const wide = matchMedia('(min-width: 66rem)');

const mark = (line, on) => {
  element(line.number).classList.toggle('looked-at', on);
  element(line.number).querySelector('.pick').setAttribute('aria-expanded', String(on));
};

const putAway = (line) => {
  const detail = one(`detail-${line.number}`);
  element(line.number).append(detail);
  detail.hidden = true;
  mark(line, false);
};

export const look = (number, { focus = false, move = true, noted = true } = {}) => {
  const line = byNumber.get(number);
  if (!line) return;
  if (now.current && now.current !== line) putAway(now.current);
  now.current = line;
  const row = element(number), detail = one(`detail-${number}`);
  mark(line, true);
  (wide.matches ? one('chosen') : row).append(detail);
  detail.hidden = false;
  if (noted) history.replaceState(null, '', `#line-${number}`);
  if (focus) row.querySelector('.pick').focus({ preventScroll: true });
  if (move) scroll(row);
  showTrims();
};

export const step = (by) => {
  const all = order();
  const at = now.current ? all.indexOf(now.current.number) + by : 0;
  if (all[at] !== undefined) look(all[at], { focus: true });
};

const DOUBTFUL = ['missing', 'ambiguous'];

export const nextDoubtful = () => {
  const all = order();
  const from = now.current ? all.indexOf(now.current.number) + 1 : 0;
  const found = [...all.slice(from), ...all.slice(0, from)].find((number) => DOUBTFUL.includes(byNumber.get(number).status));
  if (found === undefined) notice('No line is missing or doubtful.');
  else look(found, { focus: true });
};

// Where to begin: the line of the address, else the first that is missing, else the first in doubt.
export const lookFirst = () => {
  const asked = byNumber.get(Number(location.hash.replace('#line-', '')));
  const lines = [...byNumber.values()];
  const doubtful = DOUBTFUL.map((status) => lines.find((line) => line.status === status)).find(Boolean);
  const first = asked ?? doubtful ?? lines[0];
  if (first) look(first.number, { move: Boolean(asked), noted: false });
};

wide.addEventListener('change', () => { if (now.current) look(now.current.number, { move: false }); });
