// Lines are reordered by dragging their numbers. By keys and by touch, buttons do the same.

import { moveTo } from './changing.js';
import { now } from './desk.js';
import { one } from './frame.js';
import { look } from './looking.js';

export const dragging = () => {
  const list = one('lines');
  let dragged = null;
  const over = (row) => {
    list.querySelector('.over')?.classList.remove('over');
    row?.classList.add('over');
  };
  list.addEventListener('dragstart', (event) => {
    const row = event.target.closest?.('.pick')?.closest('.line');
    if (!row) return;
    dragged = Number(row.dataset.number);
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData('text/plain', String(dragged));
    event.dataTransfer.setDragImage(row, 20, 20);
  });
  list.addEventListener('dragover', (event) => {
    const row = event.target.closest('.line');
    if (dragged === null || !row) return;
    event.preventDefault();
    over(row);
  });
  list.addEventListener('drop', (event) => {
    const row = event.target.closest('.line');
    if (dragged === null || !row) return;
    event.preventDefault();
    const { order } = now.draft.now;
    const from = order.indexOf(dragged), to = order.indexOf(Number(row.dataset.number));
    moveTo(dragged, from < to ? to - 1 : to);
    look(dragged);
  });
  list.addEventListener('dragend', () => { dragged = null; over(null); });
};
