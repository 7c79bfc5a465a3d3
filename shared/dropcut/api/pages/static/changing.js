// What a person does to the line that is looked at. Everything can be undone.

import { keyOf } from './decisions.js';
import { element, now, scroll, sheet } from './desk.js';
import { notice } from './frame.js';
import { show, showTrims } from './shown.js';

const may = () => Boolean(now.current && now.draft && sheet.edits);

const change = (said) => {
  if (!may()) return;
  now.draft.change(keyOf(now.current.ref), said);
  show();
  showTrims();
};

// A take by its number, from its own first word to its own last; the one in use as the cut has it.
export const use = (number) => {
  const take = may() && now.current.takes[number - 1];
  if (!take) return;
  if (number === 1 && now.current.in_use) {
    const { pin, earlier, later } = now.draft.was(keyOf(now.current.ref));
    change({ pin, earlier, later, dropped: false });
  } else if (take.ref) change({ pin: take.ref, earlier: null, later: null, dropped: false });
  else notice('This take is stitched from several clips: it cannot be asked for.', { bad: true });
};

export const drop = () => may() && change({ dropped: !now.draft.of(keyOf(now.current.ref)).dropped });

export const leave = () => change({ pin: null, earlier: null, later: null, dropped: false, caption: null });

export const caption = (line, text) => {
  now.draft.change(keyOf(line.ref), { caption: text === line.text ? null : text });
  show();
};

export const moveTo = (number, place) => {
  now.draft.move(number, Math.max(0, place));
  show();
  scroll(element(number));
};

export const move = (by) => may() && moveTo(now.current.number, now.draft.now.order.indexOf(now.current.number) + by);

export const undo = () => {
  if (!now.draft?.undo()) return;
  show();
  showTrims();
};
