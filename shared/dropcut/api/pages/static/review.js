// The review page: what is looked at, played, changed, saved and approved.

import { chosen } from './conflict.js';
import { alike, byKey, Draft, keyOf, madeOf, merged } from './decisions.js';
import { complain, made, notice, one } from './frame.js';
import { keys } from './keys.js';
import { follow } from './live.js';
import { Player } from './player.js';
import { sending } from './sending.js';
import { ask, json, part } from './talk.js';
import { trims } from './trims.js';
import { inWords, takeOf } from './wording.js';

const sheet = JSON.parse(one('sheet').dataset.sheet);
const kept = `dropcut:draft:${sheet.job}`;
const wide = matchMedia('(min-width: 66rem)');
const calm = matchMedia('(prefers-reduced-motion: reduce)');
const player = new Player(sheet);
const lines = sheet.lines;
const byNumber = new Map(lines.map((line) => [line.number, line]));
const element = (number) => one(`line-${number}`);
let draft = null;
let current = null;

// --- what is looked at

const numbers = () => [...document.querySelectorAll('#lines > .line')].map((line) => Number(line.dataset.number));

const putAway = (line) => {
  const detail = one(`detail-${line.number}`);
  element(line.number).append(detail);
  detail.hidden = true;
};

const scroll = (target) => target.scrollIntoView({ block: 'nearest', behavior: calm.matches ? 'auto' : 'smooth' });

const look = (number, { focus = false, move = true } = {}) => {
  const line = byNumber.get(number);
  if (!line) return;
  if (current && current !== line) {
    putAway(current);
    element(current.number).classList.remove('looked-at');
    element(current.number).querySelector('.pick').setAttribute('aria-expanded', 'false');
  }
  current = line;
  const row = element(number), detail = one(`detail-${number}`);
  row.classList.add('looked-at');
  row.querySelector('.pick').setAttribute('aria-expanded', 'true');
  (wide.matches ? one('chosen') : row).append(detail);
  detail.hidden = false;
  history.replaceState(null, '', `#line-${number}`);
  if (focus) row.querySelector('.pick').focus({ preventScroll: true });
  if (move) scroll(row);
  showTrims();
};

const step = (by) => {
  const order = numbers();
  const at = current ? order.indexOf(current.number) + by : 0;
  if (order[at] !== undefined) look(order[at], { focus: true });
};

const next = (wanted) => {
  const order = numbers();
  const from = current ? order.indexOf(current.number) + 1 : 0;
  const found = [...order.slice(from), ...order.slice(0, from)].find((number) => wanted.includes(byNumber.get(number).status));
  if (found === undefined) notice('No line is missing or doubtful.');
  else look(found, { focus: true });
};

// --- what is settled and shown, before it is saved

const takeNow = (line) => {
  const decision = draft.of(keyOf(line.ref)), before = draft.was(keyOf(line.ref));
  if (alike(decision.pin, before.pin)) return line.in_use ? 0 : -1;
  return takeOf(line, decision.pin);
};

function showTrims() {
  const room = current && one(`detail-${current.number}`).querySelector('.trims');
  if (!room || !draft) return;
  const key = keyOf(current.ref), take = takeNow(current), same = alike(draft.of(key).pin, draft.was(key).pin);
  if (take < 0) { room.replaceChildren(); return; }
  const { ref } = current;
  trims(room, {
    place: sheet.place.replace('/v1', ''),
    pieces: current.takes[take].pieces,
    decision: draft.of(key),
    before: same ? draft.was(key) : {},
    edits: sheet.edits && current.takes[take].ref !== null,
    settled: (edges) => { draft.change(keyOf(ref), edges); show(); },
  });
}

const showLine = (line, changed) => {
  const key = keyOf(line.ref), decision = draft.of(key), row = element(line.number), detail = one(`detail-${line.number}`);
  const isChanged = changed.has(key);
  row.classList.toggle('changed', isChanged);
  row.classList.toggle('to-drop', decision.dropped && line.status !== 'dropped');
  row.querySelector('.pending')?.remove();
  if (isChanged) {
    const words = made('bdi', {}, inWords(decision, line, draft.lines));
    row.querySelector('.said').append(made('p', { class: 'pending' }, 'Not saved yet: ', words));
  }
  const take = takeNow(line);
  detail.querySelectorAll('.offer').forEach((offer) => {
    const used = Number(offer.dataset.take) === take;
    offer.classList.toggle('used', used);
    offer.querySelector('.choose').setAttribute('aria-pressed', String(used));
  });
  const drop = detail.querySelector('[data-do=drop]');
  if (drop) drop.textContent = decision.dropped ? 'Bring it back' : 'Drop this line';
  const caption = detail.querySelector('textarea');
  if (caption && document.activeElement !== caption) caption.value = decision.caption ?? line.text;
};

const showOrder = () => {
  const list = one('lines');
  if (alike(numbers(), draft.now.order)) return;
  const focused = document.activeElement;
  list.append(...draft.now.order.map(element));
  focused?.focus?.();
};

const remember = () => {
  if (!draft.dirty) { localStorage.removeItem(kept); return; }
  localStorage.setItem(kept, JSON.stringify({ base: [...draft.base.values()], made: draft.made }));
};

function show() {
  const changed = new Set(draft.changed);
  showOrder();
  lines.forEach((line) => showLine(line, changed));
  if (one('saving')) {
    one('saving').hidden = !changed.size && !draft.history.length;
    one('unsaved').textContent = changed.size === 1 ? '1 line is changed and not saved yet.'
      : changed.size ? `${changed.size} lines are changed and not saved yet.` : 'Nothing is changed.';
    one('save').disabled = !changed.size;
    one('undo').disabled = !draft.history.length;
  }
  if (one('approve')) one('approve').disabled = changed.size > 0 || sheet.approved === sheet.revision;
  document.body.classList.toggle('unsaved', changed.size > 0);
  remember();
}

const change = (said) => {
  if (!current || !sheet.edits || !draft) return;
  draft.change(keyOf(current.ref), said);
  show();
  showTrims();
};

const use = (number) => {
  const take = current?.takes[number - 1];
  if (!take || !sheet.edits) return;
  const key = keyOf(current.ref);
  if (number === 1 && current.in_use) {
    const { pin, earlier, later } = draft.was(key);
    change({ pin, earlier, later, dropped: false });
  } else if (take.ref) change({ pin: take.ref, earlier: null, later: null, dropped: false });
  else notice('This take is stitched from several clips: it cannot be asked for.', { bad: true });
};

const drop = () => current && change({ dropped: !draft.of(keyOf(current.ref)).dropped });

const move = (by) => {
  if (!current || !sheet.edits || !draft) return;
  draft.move(current.number, Math.max(0, draft.now.order.indexOf(current.number) + by));
  show();
  scroll(element(current.number));
};

const undo = () => {
  if (!draft?.undo()) return;
  show();
  showTrims();
};

// --- saving

const settle = async (wanted) => {
  const answer = await ask('PUT', `${sheet.place}/decisions`, {
    body: { schema: 'dropcut/decisions@1', made: wanted }, headers: { 'If-Match': draft.etag },
  });
  const now = await answer.json();
  draft = new Draft(sheet, now.made, answer.headers.get('ETag'));
  localStorage.removeItem(kept);
  return now;
};

const standing = async () => {
  const answer = await ask('GET', `${sheet.place}/decisions`);
  return { made: (await answer.json()).made, etag: answer.headers.get('ETag') };
};

// Puts what is settled here on top of what somebody else settled meanwhile. Gives null when the person puts it off.
const together = async (base, mine) => {
  const theirs = await standing();
  const { together: all, conflicts } = merged(base, mine, theirs.made);
  const answers = conflicts.length ? await chosen(conflicts, draft.lines) : [];
  if (answers === null) return null;
  conflicts.forEach(({ key }, at) => all.set(key, answers[at]));
  return { theirs, made: madeOf(all), met: conflicts.length };
};

const save = async () => {
  if (!draft?.dirty) return;
  one('save').disabled = true;
  const base = [...draft.base.values()], mine = draft.made;
  try {
    await settle(mine);
  } catch (error) {
    if (error.status !== 412) { complain(error); show(); return; }
    const both = await together(base, mine).catch((failed) => { complain(failed); return null; });
    if (both === null) { notice('Nothing was saved. Your changes are still here.', { stays: true }); show(); return; }
    draft.stand(both.theirs.made, both.theirs.etag);
    if (alike(byKey(both.made).size, 0) && !both.theirs.made.length) { show(); return; }
    try { await settle(both.made); } catch (failed) { complain(failed); show(); return; }
  }
  show();
  notice('Saved. Only what changed is made again.');
};

const approve = async () => {
  if (!one('approve') || one('approve').disabled) return;
  const view = await json('POST', `${sheet.place}/approve`, { body: { revision: sheet.revision } }).catch(complain);
  if (!view) return;
  sheet.approved = view.approved;
  one('approve').textContent = `Approved, revision ${view.approved}`;
  one('approve').disabled = true;
  notice(`Revision ${view.approved} is approved.`);
};

// --- how the job goes on

let renewing = null;
const renew = () => {
  renewing ??= setTimeout(async () => {
    renewing = null;
    const fresh = await part(`${location.pathname}/standing`, 'standing').catch(() => null);
    if (fresh) one('standing').replaceWith(fresh);
  }, 300);
};

const OVER = ['done', 'failed', 'held', 'cancelled'];
let offered = false;

const told = (view) => {
  renew();
  const shown = view.state === sheet.state && view.revision === sheet.revision;
  if (shown || !OVER.includes(view.state)) return;
  if (!draft?.dirty) { location.reload(); return; }
  if (offered) return;
  offered = true;
  const toast = notice(`Revision ${view.revision} is there. Your changes are kept.`, { stays: true });
  const button = made('button', { type: 'button' }, 'Show it');
  button.addEventListener('click', () => location.reload());
  toast.append(button);
};

const begin = async () => {
  const now = await standing();
  draft = new Draft(sheet, now.made, now.etag);
  const before = sheet.edits ? JSON.parse(localStorage.getItem(kept) ?? 'null') : null;
  if (before) {
    const { together: all, conflicts } = merged(before.base, before.made, now.made);
    conflicts.forEach(({ key, mine }) => all.set(key, mine));
    draft.take({ made: all, order: draft.shown });
    if (!draft.dirty) { draft.undo(); localStorage.removeItem(kept); }
  }
  show();
};

const doings = { drop, up: () => move(-1), down: () => move(1), auto: () => change({ pin: null, earlier: null, later: null, dropped: false, caption: null }) };

const clicked = (event) => {
  const { target } = event;
  const timed = target.closest('.text [data-t]');
  const row = target.closest('.line');
  const pick = target.closest('.pick');
  if (pick) { look(Number(row.dataset.number)); return; }
  if (timed && player.same) player.cut(Number(timed.dataset.t));
  if (row && target.closest('.row')) look(Number(row.dataset.number), { move: false });
  const choose = target.closest('.choose');
  if (choose) use(Number(choose.closest('.offer').dataset.take) + 1);
  const play = target.closest('[data-play]');
  if (play) player.listen(current, Number(play.dataset.play));
  const deed = target.closest('[data-do]');
  if (deed) doings[deed.dataset.do]();
  const pointer = target.closest('.look-first a');
  if (pointer) { event.preventDefault(); look(Number(pointer.hash.replace('#line-', '')), { focus: true }); }
};

const dragging = () => {
  let number = null;
  const list = one('lines');
  list.addEventListener('dragstart', (event) => {
    const row = event.target.closest?.('.line');
    if (!row || !event.target.closest('.pick')) return;
    number = Number(row.dataset.number);
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData('text/plain', String(number));
    event.dataTransfer.setDragImage(row, 20, 20);
  });
  const clear = () => list.querySelectorAll('.over').forEach((row) => row.classList.remove('over'));
  list.addEventListener('dragover', (event) => {
    const row = event.target.closest('.line');
    if (number === null || !row) return;
    event.preventDefault();
    clear();
    row.classList.add('over');
  });
  list.addEventListener('drop', (event) => {
    const row = event.target.closest('.line');
    if (number === null || !row) return;
    event.preventDefault();
    draft.move(number, draft.now.order.indexOf(Number(row.dataset.number)));
    look(number);
    show();
  });
  list.addEventListener('dragend', () => { number = null; clear(); });
};

const ready = () => {
  document.addEventListener('click', clicked);
  document.addEventListener('change', (event) => {
    const line = byNumber.get(Number(event.target.dataset?.caption));
    if (!line) return;
    const text = event.target.value.trim();
    draft.change(keyOf(line.ref), { caption: text === line.text ? null : text });
    show();
  });
  wide.addEventListener('change', () => { if (current) look(current.number, { move: false }); });
  one('save')?.addEventListener('click', save);
  one('undo')?.addEventListener('click', undo);
  one('approve')?.addEventListener('click', approve);
  for (const deed of ['cancel', 'retry']) {
    one(deed)?.addEventListener('click', () => json('POST', `${sheet.place}/${deed}`).then(() => location.reload(), complain));
  }
  keys({
    back: () => player.back(), toggle: () => player.toggle(), faster: () => player.faster(), look: () => next(['missing', 'ambiguous']),
    drop, undo, save, approve, caption: () => current && one(`caption-${current.number}`)?.focus(),
    before: () => step(-1), next: () => step(1), up: () => move(-1), down: () => move(1), take: use,
    listen: (number) => current && player.listen(current, number - 1),
    play: () => current && (element(current.number).dataset.t ? player.cut(Number(element(current.number).dataset.t)) : player.listen(current, 0)),
  });
  if (lines.length) {
    if (sheet.edits) dragging();
    const wanted = byNumber.get(Number(location.hash.replace('#line-', '')));
    const first = wanted ?? lines.find((line) => line.status === 'missing') ?? lines.find((line) => line.status === 'ambiguous') ?? lines[0];
    look(first.number, { move: Boolean(wanted) });
  }
  const from = Number(new URLSearchParams(location.search).get('t'));
  if (from) player.cut(from, { play: false });
};

ready();
begin().then(showTrims, complain).finally(() => { document.body.dataset.ready = 'yes'; });
follow(sheet.place, told, () => { notice('This job was deleted.', { bad: true }); });
if (one('sending')) sending(one('sending'), { done: () => {} });
