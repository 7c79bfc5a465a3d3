// Where a take begins and ends: its sound as a picture, with an edge on either side that can be dragged or moved by keys.

import { exact, millis } from './decisions.js';
import { made } from './frame.js';
import { json } from './talk.js';

const AROUND = 1.5;
const STEP = 10;
const FAR = 100;
const LONGEST = 60_000;
const SHORTEST = 0.1;
const SILENCE = 96;
const HEIGHT = 64;

const svg = (name, attributes, ...children) => {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
};

// Stretches of one clip that follow each other, as they are heard.
const strips = (pieces) => {
  const all = [];
  for (const piece of pieces) {
    const start = piece.sound_start, end = start + (piece.end - piece.start);
    const last = all.at(-1);
    if (last && last.clip === piece.sound && start >= last.end) {
      last.end = end;
      last.kept.push([start, end]);
    } else all.push({ clip: piece.sound, start, end, kept: [[start, end]] });
  }
  return all;
};

const shape = (wave, from, to) => {
  const points = wave.levels.map((level, at) => {
    const x = (wave.start + at * wave.step - from) / (to - from);
    return [x * 1000, Math.max(0, 1 - (level === 255 ? SILENCE : level / 2) / 60) * (HEIGHT / 2 - 3)];
  });
  const line = (sign) => points.map(([x, y]) => `${x.toFixed(1)},${(HEIGHT / 2 + sign * y).toFixed(1)}`);
  return [...line(-1), ...line(1).reverse()].join(' ');
};

const told = (ms, way, other) => (ms ? `${(Math.abs(ms) / 1000).toFixed(2)} s ${ms > 0 ? way : other}` : 'as the take does');

class Edge {
  constructor(strip, side, state) {
    Object.assign(this, { strip, side, state });
    this.begins = side === 'earlier';
    const label = this.begins ? 'Where it begins' : 'Where it ends';
    this.handle = made('button', { type: 'button', class: `edge ${side}`, role: 'slider', 'aria-label': label, 'aria-valuemin': -LONGEST / 1000, 'aria-valuemax': LONGEST / 1000 });
    this.handle.addEventListener('pointerdown', (event) => this.#grab(event));
    this.handle.addEventListener('keydown', (event) => this.#key(event));
    this.show();
  }

  // Milliseconds: how much earlier it begins, or later it ends, than the take does.
  get amount() {
    return this.state.amount(this.side);
  }

  // In the clip's own time.
  get time() {
    const more = (this.amount - this.state.before(this.side)) / 1000;
    return this.begins ? this.strip.start - more : this.strip.end + more;
  }

  put(time) {
    const more = this.begins ? this.strip.start - time : time - this.strip.end;
    return this.to(this.state.before(this.side) + Math.round((more * 1000) / STEP) * STEP);
  }

  to(ms) {
    const bounded = Math.max(-LONGEST, Math.min(LONGEST, ms));
    const more = (bounded - this.state.before(this.side)) / 1000;
    const time = this.begins ? this.strip.start - more : this.strip.end + more;
    const other = this.strip.edges.find((edge) => edge !== this)?.time ?? (this.begins ? this.strip.end : this.strip.start);
    const fits = this.begins ? time >= 0 && time <= other - SHORTEST : time >= other + SHORTEST;
    if (fits) this.state.want(this.side, bounded);
    this.strip.show();
  }

  show() {
    const { from, to } = this.strip;
    this.handle.style.insetInlineStart = `${((this.time - from) / (to - from)) * 100}%`;
    this.handle.setAttribute('aria-valuenow', (this.amount / 1000).toFixed(2));
    this.handle.setAttribute('aria-valuetext', told(this.amount, this.begins ? 'earlier' : 'later', this.begins ? 'later' : 'earlier'));
  }

  #grab(event) {
    event.preventDefault();
    this.handle.focus();
    this.handle.setPointerCapture(event.pointerId);
    const move = ({ clientX }) => this.put(this.strip.at(clientX));
    const end = () => {
      this.handle.removeEventListener('pointermove', move);
      this.state.settle();
    };
    this.handle.addEventListener('pointermove', move);
    this.handle.addEventListener('pointerup', end, { once: true });
    this.handle.addEventListener('pointercancel', end, { once: true });
  }

  #key(event) {
    const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
    if (!by || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.to(this.amount + (this.begins ? -by : by) * (event.shiftKey ? FAR : STEP));
    this.state.settle();
  }
}

class Strip {
  constructor(place, { clip, start, end, kept }, sides, state) {
    Object.assign(this, { place, clip, start, end, kept, state });
    this.from = Math.max(0, start - AROUND);
    this.to = end + AROUND;
    this.edges = sides.map((side) => new Edge(this, side, state));
    const at = (time) => ((time - this.from) / (this.to - this.from)) * 1000;
    this.wave = svg('polygon', { class: 'sound', points: '' });
    this.shade = [svg('rect', { class: 'outside', y: 0, height: HEIGHT }), svg('rect', { class: 'outside', y: 0, height: HEIGHT })];
    const gaps = kept.slice(1).map(([next], n) => svg('rect', { class: 'gap', x: at(kept[n][1]), width: at(next) - at(kept[n][1]), y: 0, height: HEIGHT }));
    this.picture = svg('svg', { viewBox: `0 0 1000 ${HEIGHT}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' }, this.wave, ...gaps, ...this.shade);
    this.element = made('div', { class: 'strip', dir: 'ltr' }, this.picture, ...this.edges.map((edge) => edge.handle));
    this.show();
    this.#hear();
  }

  at(x) {
    const box = this.picture.getBoundingClientRect();
    return this.from + ((x - box.left) / box.width) * (this.to - this.from);
  }

  show() {
    const share = (time) => Math.max(0, Math.min(1000, ((time - this.from) / (this.to - this.from)) * 1000));
    const begin = this.edges.find((edge) => edge.begins)?.time ?? this.start;
    const end = this.edges.find((edge) => !edge.begins)?.time ?? this.end;
    this.shade[0].setAttribute('x', 0);
    this.shade[0].setAttribute('width', share(begin));
    this.shade[1].setAttribute('x', share(end));
    this.shade[1].setAttribute('width', 1000 - share(end));
    this.edges.forEach((edge) => edge.show());
    this.state.tell();
  }

  async #hear() {
    const wave = await json('GET', `${this.place}/waves/${this.clip}?start=${this.from.toFixed(3)}&end=${this.to.toFixed(3)}`).catch(() => null);
    if (wave) this.wave.setAttribute('points', shape(wave, this.from, this.to));
    else this.element.classList.add('silent');
  }
}

// Shows a take's edges in `room`. `decision` and `before` say what is settled and what the cut obeys already.
export const trims = (room, { place, pieces, decision, before, edits, settled }) => {
  const wanted = { earlier: millis(decision.earlier), later: millis(decision.later) };
  const obeyed = { earlier: millis(before.earlier), later: millis(before.later) };
  const said = made('p', { class: 'hint trim-said' });
  const state = {
    amount: (side) => wanted[side],
    before: (side) => obeyed[side],
    want: (side, ms) => { wanted[side] = ms; },
    settle: () => settled({ earlier: exact(wanted.earlier), later: exact(wanted.later) }),
    tell: () => {
      said.textContent = `Begins ${told(wanted.earlier, 'earlier', 'later')}, ends ${told(wanted.later, 'later', 'earlier')}.`;
    },
  };
  const all = strips(pieces);
  const sides = (at) => (edits ? [...(at === 0 ? ['earlier'] : []), ...(at === all.length - 1 ? ['later'] : [])] : []);
  const shown = all.map((strip, at) => new Strip(place, strip, sides(at), state).element);
  room.replaceChildren(...shown, said);
};
