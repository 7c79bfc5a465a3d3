// The review page: what is looked at, played, changed, saved and approved.

import { caption, drop, leave, move, undo, use } from './changing.js';
import { byNumber, element, lines, now, player, sheet } from './desk.js';
import { dragging } from './dragging.js';
import { following } from './following.js';
import { complain, one } from './frame.js';
import { keys } from './keys.js';
import { look, lookFirst, nextDoubtful, step } from './looking.js';
import { approve, begin, save } from './saving.js';
import { sending } from './sending.js';
import { json } from './talk.js';

const deeds = { drop, up: () => move(-1), down: () => move(1), auto: leave };

const playLine = () => {
  if (!now.current) return;
  const { t } = element(now.current.number).dataset;
  if (t && player.same) player.cut(Number(t));
  else player.listen(now.current, 0);
};

const clicked = ({ target }) => {
  const row = target.closest('.line .row')?.closest('.line');
  if (row) look(Number(row.dataset.number), { move: false });
  const word = target.closest('.text [data-t]');
  if (word && player.same) player.cut(Number(word.dataset.t));
  const picture = target.closest('.pictures [data-t]');
  if (picture && player.same) player.cut(Number(picture.dataset.t));
  const choose = target.closest('.choose');
  if (choose) use(Number(choose.closest('.offer').dataset.take) + 1);
  const play = target.closest('[data-play]');
  if (play) player.listen(now.current, Number(play.dataset.play));
  deeds[target.closest('[data-do]')?.dataset.do]?.();
};

const pointed = (event) => {
  const pointer = event.target.closest('.look-first a');
  if (!pointer) return;
  event.preventDefault();
  look(Number(pointer.hash.replace('#line-', '')), { focus: true });
};

const buttons = () => {
  one('save')?.addEventListener('click', save);
  one('undo')?.addEventListener('click', undo);
  one('approve')?.addEventListener('click', approve);
  for (const deed of ['cancel', 'retry']) {
    one(deed)?.addEventListener('click', () => json('POST', `${sheet.place}/${deed}`).then(() => location.reload(), complain));
  }
};

document.addEventListener('click', clicked);
document.addEventListener('click', pointed);
document.addEventListener('change', ({ target }) => {
  const line = byNumber.get(Number(target.dataset?.caption));
  if (line) caption(line, target.value.trim());
});
buttons();
keys({
  back: () => player.back(),
  toggle: () => player.toggle(),
  faster: () => player.faster(),
  before: () => step(-1),
  next: () => step(1),
  look: nextDoubtful,
  play: playLine,
  take: use,
  listen: (number) => now.current && player.listen(now.current, number - 1),
  drop,
  up: () => move(-1),
  down: () => move(1),
  caption: () => now.current && one(`caption-${now.current.number}`)?.focus(),
  trim: () => now.current && one(`detail-${now.current.number}`).querySelector('.edge')?.focus(),
  line: () => now.current && look(now.current.number, { focus: true, move: false }),
  undo,
  save,
  approve,
});
if (lines.length && sheet.edits) dragging();
lookFirst();
const from = Number(new URLSearchParams(location.search).get('t'));
if (from) player.cut(from, { play: false });
begin().catch(complain).finally(() => { document.body.dataset.ready = 'yes'; });
following();
if (one('sending')) sending(one('sending'), {});
