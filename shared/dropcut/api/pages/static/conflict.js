// Two people settled something about the same line: both are shown, and the person chooses.

import { made, one } from './frame.js';
import { inWords } from './wording.js';

const choice = (name, value, who, words) => {
  const id = `${name}-${value}`;
  const button = made('input', { type: 'radio', name, value, id, required: true });
  return made('p', {}, button, made('label', { for: id }, made('strong', {}, `${who}: `), made('bdi', {}, words)));
};

const group = ({ key, mine, theirs }, number, lines) => {
  const line = lines.get(key);
  const title = made('legend', {}, line ? `Line ${line.number}: ` : 'A line that is gone: ', made('bdi', {}, line?.text ?? mine.line.text));
  return made('fieldset', {}, title, choice(`line-${number}`, 'mine', 'Yours', inWords(mine, line, lines)),
    choice(`line-${number}`, 'theirs', 'Theirs', inWords(theirs, line, lines)));
};

// Gives the decisions chosen, in the conflicts' order; null when it is put off.
export const chosen = (conflicts, lines) => new Promise((answer) => {
  const dialog = one('conflict'), form = one('conflict-form');
  one('conflict-lines').replaceChildren(...conflicts.map((each, number) => group(each, number, lines)));
  const done = new AbortController();
  const end = (value) => {
    done.abort();
    dialog.close();
    answer(value);
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    end(conflicts.map((each, number) => each[form.elements[`line-${number}`].value]));
  }, { signal: done.signal });
  one('conflict-later').addEventListener('click', () => end(null), { signal: done.signal });
  dialog.addEventListener('cancel', (event) => { event.preventDefault(); end(null); }, { signal: done.signal });
  dialog.showModal();
});
