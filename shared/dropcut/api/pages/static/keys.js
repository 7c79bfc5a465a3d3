// Everything by keys. Whoever speaks to their machine, or types with a stick, can turn the single ones off.

import { one } from './frame.js';

const OFF = 'dropcut:keys-off';
const typing = (target) => target.closest?.('input, textarea, select, [contenteditable]');

export const keys = (deeds) => {
  const off = one('keys-off');
  off.checked = localStorage.getItem(OFF) === 'true';
  off.addEventListener('change', () => localStorage.setItem(OFF, String(off.checked)));
  one('show-keys').addEventListener('click', () => one('keys').showModal());

  const named = (event) => {
    if (/^Digit[1-9]$/.test(event.code)) return event.shiftKey ? 'listen' : 'take';
    if (event.altKey) return { ArrowUp: 'up', ArrowDown: 'down' }[event.key];
    return {
      j: 'back', k: 'toggle', l: 'faster', ' ': 'toggle', n: 'look', d: 'drop', c: 'caption', t: 'trim', z: 'undo', s: 'save', a: 'approve',
      '?': 'help', arrowup: 'before', arrowdown: 'next', enter: 'play',
    }[event.key.toLowerCase()];
  };

  document.addEventListener('keydown', (event) => {
    if (document.querySelector('dialog[open]')) return;
    if (typing(event.target)) {
      if (event.key === 'Escape') { event.target.blur(); deeds.line(); }
      return;
    }
    const controls = event.ctrlKey || event.metaKey;
    if (controls && event.key.toLowerCase() !== 's' && event.key.toLowerCase() !== 'z') return;
    if (off.checked && !controls && !event.altKey && event.key.length === 1 && event.key !== ' ') return;
    const pressed = event.target.closest('button, a, summary, video, label');
    if ([' ', 'Enter'].includes(event.key) && pressed && !pressed.matches('.looked-at .pick')) return;
    const name = named(event);
    if (!name) return;
    event.preventDefault();
    if (name === 'help') one('keys').showModal();
    else deeds[name]?.(Number(event.code.replace('Digit', '')));
  });
};
