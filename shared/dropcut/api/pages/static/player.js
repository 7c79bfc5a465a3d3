// Plays the cut, or one take out of the clips it was filmed in, and lights up the word that is said.

import { one } from './frame.js';

const NEAR = 0.0005;
const FASTEST = 4;

export const clock = (time) => {
  const tenths = Math.round(Math.max(time, 0) * 10), seconds = Math.floor(tenths / 10);
  const two = (number) => String(number).padStart(2, '0');
  const hours = Math.floor(seconds / 3600), minutes = Math.floor(seconds / 60) % 60;
  return `${hours ? `${hours}:${two(minutes)}` : minutes}:${two(seconds % 60)}.${tenths % 10}`;
};

const timed = (selector) => [...document.querySelectorAll(selector)]
  .map((element) => ({ element, start: Number(element.dataset.t), end: Number(element.dataset.end) }))
  .sort((a, b) => a.start - b.start);

const at = (list, time) => {
  let low = 0, high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle].start <= time + NEAR) low = middle + 1; else high = middle;
  }
  const found = list[low - 1];
  return found && time < found.end - NEAR ? found.element : null;
};

class Lit {
  constructor(list, name) {
    this.list = list;
    this.name = name;
    this.on = null;
  }

  show(time) {
    const element = time === null ? null : at(this.list, time);
    if (element === this.on) return;
    this.on?.classList.remove(this.name);
    element?.classList.add(this.name);
    this.on = element;
  }
}

export class Player extends EventTarget {
  constructor(sheet) {
    super();
    this.sheet = sheet;
    this.video = one('player');
    this.other = new Audio();
    this.take = null;
    this.piece = 0;
    this.same = sheet.made === sheet.revision;
    this.words = new Lit(timed('.text [data-t]'), 'said-now');
    this.lines = new Lit(timed('.line[data-t]'), 'now');
    if (!this.video) return;
    this.video.addEventListener('play', () => this.#follow());
    this.video.addEventListener('seeked', () => this.#show());
    this.video.addEventListener('pause', () => this.other.pause());
    this.video.addEventListener('error', () => this.#absent());
    this.#tell();
  }

  get playing() {
    return Boolean(this.video) && !this.video.paused;
  }

  get time() {
    return this.take || !this.video ? null : this.video.currentTime;
  }

  // The finished programme from `time`.
  async cut(time, { play = true } = {}) {
    if (!this.sheet.master) return;
    this.#end();
    await this.#load(this.sheet.master, time);
    this.#tell();
    if (play) await this.video.play().catch(() => {});
  }

  // One take of a line, before anything is rendered.
  async listen(line, number) {
    const take = line.takes[number];
    if (!take || !this.video) return;
    this.#end();
    this.take = { line, number, pieces: take.pieces };
    this.piece = 0;
    this.#tell();
    await this.#begin();
  }

  toggle() {
    if (!this.video) return;
    if (this.video.paused) this.video.play().catch(() => {}); else this.video.pause();
  }

  back() {
    if (this.video) this.video.currentTime = Math.max(0, this.video.currentTime - 1);
  }

  faster() {
    if (!this.video) return;
    this.video.playbackRate = this.playing ? Math.min(FASTEST, this.video.playbackRate * 1.5) : 1;
    if (!this.playing) this.video.play().catch(() => {});
  }

  async #begin() {
    const piece = this.take.pieces[this.piece];
    const apart = piece.sound !== piece.clip;
    this.video.muted = apart;
    await this.#load(this.sheet.clips[piece.clip].href, piece.start);
    if (apart) {
      this.other.src = this.sheet.clips[piece.sound].href;
      this.other.currentTime = piece.sound_start;
      this.other.play().catch(() => {});
    }
    await this.video.play().catch(() => {});
  }

  #end() {
    this.other.pause();
    this.take = null;
    if (!this.video) return;
    this.video.pause();
    this.video.muted = false;
    this.video.playbackRate = 1;
  }

  async #load(href, time) {
    const { video } = this;
    if (video.getAttribute('src') !== href) {
      video.setAttribute('src', href);
      one('absent').hidden = true;
      await new Promise((go) => {
        video.addEventListener('loadedmetadata', go, { once: true });
        video.addEventListener('error', go, { once: true });
      });
    }
    video.currentTime = time + NEAR;
  }

  #follow() {
    this.#show();
    if (this.take) this.#next();
    if (!this.video.paused) requestAnimationFrame(() => this.#follow());
  }

  #next() {
    const piece = this.take.pieces[this.piece];
    if (this.video.currentTime < piece.end - NEAR) return;
    this.video.pause();
    this.piece += 1;
    if (this.piece < this.take.pieces.length) this.#begin();
    else this.dispatchEvent(new Event('heard'));
  }

  #show() {
    const time = this.same ? this.time : null;
    this.words.show(time);
    this.lines.show(time);
    one('now-line').textContent = this.lines.on && !this.take ? this.lines.on.querySelector('.text').textContent : '';
    this.dispatchEvent(new Event('moved'));
  }

  #tell() {
    const { take, sheet } = this;
    const of = sheet.made && !this.same ? `The cut of revision ${sheet.made}` : 'The cut';
    one('now-what').textContent = take ? `Take ${take.number + 1} of line ${take.line.number}` : sheet.master ? of : '';
    one('now-line').textContent = '';
  }

  #absent() {
    const name = this.take ? this.sheet.clips[this.take.pieces[this.piece].clip].name : 'the cut';
    one('absent').hidden = false;
    one('absent').textContent = `This browser cannot play ${name}. It is in the cut all the same.`;
  }
}
