// Shows what is settled but not saved, or saved but not cut yet.

import { alike, keyOf, millis, nothing } from './decisions.js';
import { element, lines, now, order, sheet } from './desk.js';
import { made, one } from './frame.js';
import { trims } from './trims.js';
import { inWords, takeOf } from './wording.js';

export const kept = `dropcut:draft:${sheet.job}`;

// Which of a line's takes is to be used, from 0; -1 for none of them.
const takeNow = (line) => {
  const decision = now.draft.of(keyOf(line.ref)), obeyed = now.draft.was(keyOf(line.ref));
  if (alike(decision.pin, obeyed.pin)) return line.in_use ? 0 : -1;
  return takeOf(line, decision.pin);
};

export const showTrims = () => {
  const { draft, current } = now;
  const room = current && one(`detail-${current.number}`).querySelector('.trims');
  if (!room || !draft) return;
  const key = keyOf(current.ref), take = takeNow(current), same = alike(draft.of(key).pin, draft.was(key).pin);
  if (take < 0) { room.replaceChildren(); return; }
  trims(room, {
    place: sheet.place.replace('/v1', ''),
    pieces: current.takes[take].pieces,
    decision: draft.of(key),
    before: same ? draft.was(key) : {},
    edits: sheet.edits && current.takes[take].ref !== null,
    settled: (edges) => {
      if (millis(edges.earlier) === millis(draft.of(key).earlier) && millis(edges.later) === millis(draft.of(key).later)) return;
      draft.change(key, edges);
      show();
    },
  });
};

const pending = (line, changed, whole) => {
  const { draft } = now;
  const key = keyOf(line.ref), decision = whole.get(key) ?? nothing(key);
  if (!changed.has(key) && alike(decision, draft.was(key))) return null;
  const words = made('bdi', {}, inWords(decision, line, draft.lines));
  const said = changed.has(key) ? 'Not saved yet: ' : 'In the next cut: ';
  return made('p', { class: 'pending' }, said, words);
};

const showLine = (line, changed, whole) => {
  const key = keyOf(line.ref), decision = now.draft.of(key), row = element(line.number), detail = one(`detail-${line.number}`);
  row.classList.toggle('changed', changed.has(key));
  row.classList.toggle('to-drop', decision.dropped && line.status !== 'dropped');
  row.querySelector('.pending')?.remove();
  const told = pending(line, changed, whole);
  if (told) row.querySelector('.said').append(told);
  const take = takeNow(line);
  for (const offer of detail.querySelectorAll('.offer')) {
    const used = Number(offer.dataset.take) === take;
    offer.classList.toggle('used', used);
    offer.querySelector('.choose').setAttribute('aria-pressed', String(used));
  }
  const drop = detail.querySelector('[data-do=drop]');
  if (drop) drop.textContent = decision.dropped ? 'Bring it back' : 'Drop this line';
  const caption = detail.querySelector('textarea');
  if (caption && document.activeElement !== caption) caption.value = decision.caption ?? line.text;
};

// A heading stands above the first line of its section, whichever that is now.
const headings = new Map();
let above = null;
for (const number of order()) {
  above = element(number).querySelector(':scope > h3') ?? above;
  headings.set(number, above);
}

const showHeadings = () => {
  let before = null;
  for (const number of order()) {
    const row = element(number), heading = headings.get(number);
    row.querySelector(':scope > h3')?.remove();
    if (heading && heading !== before) row.prepend(heading.cloneNode(true));
    before = heading;
  }
};

const showOrder = () => {
  if (alike(order(), now.draft.now.order)) return;
  const focused = document.activeElement;
  one('lines').append(...now.draft.now.order.map(element));
  showHeadings();
  focused?.focus?.();
};

const showSaving = (count) => {
  one('saving').hidden = !count && !now.draft.history.length;
  const lines = count === 1 ? '1 line is changed' : `${count} lines are changed`;
  one('unsaved').textContent = count ? `${lines} and not saved yet.` : 'Nothing is left to be saved.';
  one('save').disabled = !count;
  one('undo').disabled = !now.draft.history.length;
};

// What is not saved outlives the page: it is there again when the page is.
const remember = () => {
  const { draft } = now;
  if (draft.dirty) localStorage.setItem(kept, JSON.stringify({ base: now.since ?? [...draft.base.values()], made: draft.made }));
  else localStorage.removeItem(kept);
};

export function show() {
  const changed = new Set(now.draft.changed);
  showOrder();
  const { whole } = now.draft;
  lines.forEach((line) => showLine(line, changed, whole));
  if (one('saving')) showSaving(changed.size);
  if (one('approve')) one('approve').disabled = changed.size > 0 || sheet.approved === sheet.revision;
  document.body.classList.toggle('unsaved', changed.size > 0);
  remember();
}
