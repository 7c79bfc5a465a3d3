// What a person settles about the lines, before and after it is saved. No page is touched here.

import { moves } from './order.js';

export const keyOf = (ref) => JSON.stringify([ref.text, ref.occurrence ?? 0]);

const EMPTY = { pin: null, earlier: null, later: null, dropped: false, move: null, caption: null };

const divisor = (a, b) => (b ? divisor(b, a % b) : a);

// Whole milliseconds as the exact number that is stored; nothing for none.
export const exact = (ms) => {
  if (!ms) return null;
  const by = divisor(Math.abs(ms), 1000);
  return `${ms / by}/${1000 / by}`;
};

export const millis = (text) => {
  if (!text) return 0;
  const [above, below = '1'] = text.split('/');
  return Math.round((Number(above) / Number(below)) * 1000);
};

// With all that may be said, so that two that say the same look the same.
const whole = (line, said) => ({ line: { text: line.text, occurrence: line.occurrence ?? 0 }, ...EMPTY, ...said, pictures: said?.pictures ?? [] });
const silent = (decision) => !decision.pin && !decision.earlier && !decision.later && !decision.dropped && !decision.move
  && decision.caption === null && !decision.pictures.length;
const sorted = (value) => (value && typeof value === 'object' && !Array.isArray(value)
  ? Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])])) : value);
export const alike = (one, other) => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));

export const byKey = (made) => new Map(made.map((each) => {
  const { line, ...said } = each;
  return [keyOf(line), whole(line, said)];
}));

export const nothing = (key) => {
  const [text, occurrence] = JSON.parse(key);
  return whole({ text, occurrence }, {});
};

const listed = (map) => [...map.values()].filter((each) => !silent(each));

// What `mine` and `theirs` both made of `base`: what only one of them touched is taken from it, the rest is for a person.
export const merged = (base, mine, theirs) => {
  const [was, my, their] = [base, mine, theirs].map(byKey);
  const together = new Map(), conflicts = [];
  for (const key of new Set([...their.keys(), ...my.keys(), ...was.keys()])) {
    const line = (my.get(key) ?? their.get(key) ?? was.get(key)).line;
    const [before, here, there] = [was, my, their].map((map) => map.get(key) ?? whole(line, {}));
    if (alike(here, before) || alike(here, there)) together.set(key, there);
    else if (alike(there, before)) together.set(key, here);
    else conflicts.push({ key, mine: here, theirs: there });
  }
  return { together, conflicts };
};

export const madeOf = (together) => listed(together);

export class Draft {
  constructor(sheet, made, etag) {
    this.lines = new Map(sheet.lines.map((line) => [keyOf(line.ref), line]));
    this.shown = sheet.lines.map((line) => line.number);
    this.obeyed = byKey(made);
    this.saved(made, etag);
    this.now = { made: this.base, order: this.shown };
    this.history = [];
  }

  // What stands saved now. The cut that is shown may not obey it yet.
  saved(made, etag) {
    this.base = byKey(made);
    this.etag = etag;
  }

  of(key) {
    return this.now.made.get(key) ?? nothing(key);
  }

  // What the cut that is shown obeys.
  was(key) {
    return this.obeyed.get(key) ?? nothing(key);
  }

  change(key, said) {
    const made = new Map(this.now.made);
    made.set(key, { ...this.of(key), ...said });
    this.take({ ...this.now, made });
  }

  move(number, to) {
    const order = this.now.order.filter((each) => each !== number);
    order.splice(to, 0, number);
    if (!alike(order, this.now.order)) this.take({ ...this.now, order });
  }

  take(next) {
    this.history.push(this.now);
    this.now = next;
  }

  undo() {
    if (!this.history.length) return false;
    this.now = this.history.pop();
    return true;
  }

  get made() {
    if (alike(this.now.order, this.shown)) return listed(this.now.made);
    return this.#moved();
  }

  // All as it would be saved, moves with it.
  get whole() {
    return byKey(this.made);
  }

  get changed() {
    const now = this.whole;
    const keys = new Set([...now.keys(), ...this.base.keys()]);
    return [...keys].filter((key) => !alike(now.get(key) ?? nothing(key), this.base.get(key) ?? nothing(key)));
  }

  get dirty() {
    return this.changed.length > 0;
  }

  // All moves anew, in the order in which they are obeyed.
  #moved() {
    const made = new Map([...this.now.made].map(([key, each]) => [key, this.lines.has(key) ? { ...each, move: null } : each]));
    const keys = new Map([...this.lines].map(([key, line]) => [line.number, key]));
    for (const [number, after] of moves(this.now.order)) {
      const key = keys.get(number), each = made.get(key) ?? nothing(key);
      made.delete(key);
      const anchor = after === null ? null : nothing(keys.get(after)).line;
      made.set(key, { ...each, move: { place: anchor ? 'after' : 'first', line: anchor } });
    }
    return listed(made);
  }
}
