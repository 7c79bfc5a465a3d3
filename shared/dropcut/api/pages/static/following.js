// How the job goes on while it is looked at.

import { lines, now, sheet } from './desk.js';
import { made, notice, one } from './frame.js';
import { follow } from './live.js';
import { part } from './talk.js';

const OVER = ['done', 'failed', 'held', 'cancelled'];
const A_WHILE_MS = 300;
let waiting = null;
let offered = false;

const standing = () => {
  waiting ??= setTimeout(async () => {
    waiting = null;
    const fresh = await part(`${location.pathname}/standing`, 'standing').catch(() => null);
    if (fresh) one('standing').replaceWith(fresh);
  }, A_WHILE_MS);
};

const offer = (revision) => {
  if (offered) return;
  offered = true;
  const toast = notice(`Revision ${revision} is there. Your changes are kept.`, { stays: true });
  const button = made('button', { type: 'button' }, 'Show it');
  button.addEventListener('click', () => location.reload());
  toast.append(button);
};

// The script can be looked at before the picture is rendered: once for each revision.
const cutEarly = (view) => {
  const name = `dropcut:early:${sheet.job}:${view.revision}`;
  const align = view.steps.find((step) => step.step === 'align');
  if (lines.length || !align || align.done < align.total || sessionStorage.getItem(name)) return false;
  sessionStorage.setItem(name, 'yes');
  return true;
};

const told = (view) => {
  standing();
  const shown = view.state === sheet.state && view.revision === sheet.revision;
  if (shown ? !cutEarly(view) : !OVER.includes(view.state)) return;
  if (now.draft?.dirty && lines.length) offer(view.revision);
  else location.reload();
};

export const following = () => follow(sheet.place, told, () => notice('This job was deleted.', { bad: true }));
