// The list of jobs keeps itself up to date; a folder that is dropped on it becomes a cut.

import { complain, one, tellTimes } from './frame.js';
import { part } from './talk.js';
import { sending } from './sending.js';

const SOON_MS = 1500;
const LATER_MS = 10000;

const busy = () => one('jobs').querySelector('progress') !== null;

export const renew = async () => {
  const fresh = await part(location.pathname + location.search, 'jobs');
  const now = one('jobs');
  if (!fresh || fresh.isEqualNode(now.shown ?? null)) return;
  const plain = fresh.cloneNode(true);
  const focused = document.activeElement?.getAttribute?.('href');
  now.replaceChildren(...fresh.childNodes);
  now.shown = plain;
  tellTimes(now);
  if (focused) now.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
};

const keepUp = async () => {
  if (!document.hidden) await renew().catch(() => {});
  setTimeout(keepUp, busy() ? SOON_MS : LATER_MS);
};

document.addEventListener('visibilitychange', () => { if (!document.hidden) renew().catch(() => {}); });
setTimeout(keepUp, busy() ? SOON_MS : LATER_MS);
if (one('sending')) {
  sending(one('sending'), {
    begun: () => renew().catch(complain),
    done: () => renew().catch(complain),
  });
}
