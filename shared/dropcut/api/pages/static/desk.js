// What the modules of the review page share: the sheet that the server wrote, and what is looked at and settled now.

import { one } from './frame.js';
import { Player } from './player.js';

export const sheet = JSON.parse(one('sheet').dataset.sheet);
export const lines = sheet.lines;
export const byNumber = new Map(lines.map((line) => [line.number, line]));
export const player = new Player(sheet);
export const element = (number) => one(`line-${number}`);

// `draft` is there once it is known what is settled; `current` is the line that is looked at. `unsettled`: lines that somebody
// else changed while this draft was put away, and `since` what both of us began from.
export const now = { draft: null, current: null, unsettled: [], since: null };

const calm = matchMedia('(prefers-reduced-motion: reduce)');
export const scroll = (target) => target.scrollIntoView({ block: 'nearest', behavior: calm.matches ? 'auto' : 'smooth' });

export const order = () => [...document.querySelectorAll('#lines > .line')].map((line) => Number(line.dataset.number));
