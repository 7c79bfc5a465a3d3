// What every page does: times in the reader's own words, notices, signing out.

import { ask, signIn } from './talk.js';

export const one = (id) => document.getElementById(id);

export const made = (name, attributes = {}, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(key, '');
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
};

export const notice = (text, { bad = false, stays = false } = {}) => {
  const close = made('button', { type: 'button', class: 'plain', 'aria-label': 'Close this notice' }, '×');
  const told = made('div', { class: bad ? 'toast bad' : 'toast' }, made('p', { dir: 'auto' }, text), close);
  close.addEventListener('click', () => told.remove());
  one('toasts').append(told);
  if (!stays && !bad) setTimeout(() => told.remove(), 6000);
  return told;
};

export const complain = (error) => {
  if (error.name === 'AbortError') return;
  notice(error.told || `This did not work: ${error.message}`, { bad: true });
};

const LONG = [['year', 31536000], ['month', 2592000], ['day', 86400], ['hour', 3600], ['minute', 60]];

export const tellTimes = (root = document) => {
  const words = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: 'auto' });
  for (const time of root.querySelectorAll('time[datetime]')) {
    const seconds = (new Date(time.dateTime) - Date.now()) / 1000;
    const [unit, length] = LONG.find(([, least]) => Math.abs(seconds) >= least) ?? ['second', 1];
    time.title = new Date(time.dateTime).toLocaleString();
    time.textContent = unit === 'second' ? 'just now' : words.format(Math.round(seconds / length), unit);
  }
};

one('sign-out')?.addEventListener('click', async () => {
  await ask('POST', '/v1/tokens/revoke', { body: {} }).catch(complain);
  signIn();
});
tellTimes();
