// Saving what is settled, beside others who do the same; and approving.

import { chosen } from './conflict.js';
import { alike, byKey, Draft, madeOf, merged } from './decisions.js';
import { now, sheet } from './desk.js';
import { complain, notice, one } from './frame.js';
import { kept, show, showTrims } from './shown.js';
import { ask, json } from './talk.js';

const SCHEMA = 'dropcut/decisions@1';
const place = `${sheet.place}/decisions`;

const told = async (answer) => ({ made: (await answer.json()).made, etag: answer.headers.get('ETag') });
const standing = async () => told(await ask('GET', place));
const put = async (made, etag) => told(await ask('PUT', place, { body: { schema: SCHEMA, made }, headers: { 'If-Match': etag } }));

const putOff = () => {
  notice('Nothing was saved. Your changes are still here.', { stays: true });
  return false;
};

// What is settled here on top of what somebody else settled meanwhile; null when the person puts it off.
const together = async (mine, theirs) => {
  const { draft } = now;
  const { together: all, conflicts } = merged([...draft.base.values()], mine, theirs.made);
  const answers = conflicts.length ? await chosen(conflicts, draft.lines) : [];
  if (answers === null) return null;
  conflicts.forEach(({ key }, at) => all.set(key, answers[at]));
  return all;
};

// Both sets stay within reach of an undo, whatever was chosen.
const both = (mine, theirs, all) => {
  const { draft } = now;
  draft.take({ made: byKey(theirs), order: draft.shown });
  draft.take({ made: byKey(mine), order: draft.now.order });
  draft.take({ made: all, order: draft.shown });
};

const meet = async (mine) => {
  const theirs = await standing();
  const all = await together(mine, theirs);
  if (all === null) return putOff();
  both(mine, theirs.made, all);
  return keep(madeOf(all), theirs.etag);
};

// Saves; whoever comes between is met, as often as that happens. False when it is put off.
const keep = async (made, etag) => {
  try {
    const saved = await put(made, etag);
    now.draft.saved(saved.made, saved.etag);
    return true;
  } catch (error) {
    if (error.status !== 412) throw error;
    return meet(made);
  }
};

// What was in conflict when this draft was taken up again is chosen before anything is sent.
const settled = async () => {
  const { draft } = now;
  const open = now.unsettled.map(({ key, theirs }) => ({ key, mine: draft.of(key), theirs }))
    .filter(({ mine, theirs }) => !alike(mine, theirs));
  const answers = open.length ? await chosen(open, draft.lines) : [];
  if (answers === null) return putOff();
  answers.forEach((answer, at) => draft.change(open[at].key, answer));
  Object.assign(now, { unsettled: [], since: null });
  return true;
};

export const save = async () => {
  const { draft } = now;
  if (!draft?.dirty || one('save').disabled) return;
  one('save').disabled = true;
  const saved = await settled() && await keep(draft.made, draft.etag).catch(complain);
  show();
  showTrims();
  if (saved) notice('Saved. Only what changed is made again.');
};

export const approve = async () => {
  const button = one('approve');
  if (!button || button.disabled) return;
  button.disabled = true;
  const view = await json('POST', `${sheet.place}/approve`, { body: { revision: sheet.revision } }).catch(complain);
  if (view) {
    sheet.approved = view.approved;
    button.textContent = `Approved, revision ${view.approved}`;
    notice(`Revision ${view.approved} is approved.`);
  }
  show();
};

// What stands saved, and on top of it what was left unsaved here before.
export const begin = async () => {
  const theirs = await standing();
  now.draft = new Draft(sheet, theirs.made, theirs.etag);
  const before = sheet.edits ? JSON.parse(localStorage.getItem(kept) ?? 'null') : null;
  if (before) {
    const { together: all, conflicts } = merged(before.base, before.made, theirs.made);
    conflicts.forEach(({ key, mine }) => all.set(key, mine));
    if (conflicts.length) Object.assign(now, { unsettled: conflicts, since: before.base });
    now.draft.take({ made: all, order: now.draft.shown });
    if (!now.draft.dirty) now.draft.undo();
  }
  show();
  showTrims();
};
