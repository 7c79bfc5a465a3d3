"""What the page does when somebody clicks."""

from __future__ import annotations

from typing import Final

BEHAVIOUR: Final = """
(() => {
  const one = (name) => document.getElementById(name);
  const all = (what) => [...document.querySelectorAll(what)];
  const player = one('player'), timeline = one('timeline'), head = one('head');
  const lines = all('.line[data-t]').sort((a, b) => a.dataset.t - b.dataset.t);
  const length = timeline ? Number(timeline.dataset.duration) : 0;
  let current = null;

  const clock = (time) => {
    const tenths = Math.round(time * 10), seconds = Math.floor(tenths / 10);
    const two = (n) => String(n).padStart(2, '0');
    const hours = Math.floor(seconds / 3600), minutes = Math.floor(seconds / 60) % 60;
    const start = hours ? hours + ':' + two(minutes) : String(minutes);
    return start + ':' + two(seconds % 60) + '.' + tenths % 10;
  };
  const show = (time) => {
    if (!length) return;
    const share = Math.min(time / length, 1) * 100 + '%';
    head.setAttribute('x1', share);
    head.setAttribute('x2', share);
    one('now-time').textContent = clock(time);
    const line = lines.find((it) => time >= it.dataset.t - 0.001 && time < it.dataset.end - 0.001) || null;
    if (line === current) return;
    if (current) current.classList.remove('now');
    if (line) line.classList.add('now');
    one('now-line').textContent = line ? line.querySelector('.text').textContent : '';
    current = line;
  };
  const seek = (time, play) => {
    show(time);
    if (!player || player.hidden) return;
    player.currentTime = time + 0.0005;
    if (play) player.play().catch(() => {});
  };
  const follow = () => {
    show(player.currentTime);
    if (!player.paused) requestAnimationFrame(follow);
  };

  if (player) {
    const absent = () => { player.hidden = true; one('absent').hidden = false; };
    player.addEventListener('error', absent);
    if (player.error) absent();
    player.addEventListener('play', follow);
    player.addEventListener('seeked', () => show(player.currentTime));
  }
  if (timeline) {
    const at = (event) => {
      const box = timeline.getBoundingClientRect();
      return Math.max(0, Math.min(1, (event.clientX - box.left) / box.width)) * length;
    };
    timeline.addEventListener('pointerdown', (event) => {
      timeline.setPointerCapture(event.pointerId);
      seek(at(event), false);
    });
    timeline.addEventListener('pointermove', (event) => { if (event.buttons) seek(at(event), false); });
    timeline.addEventListener('pointerup', () => {
      const line = current && document.getElementById(current.id);
      if (line) line.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
    });
    show(0);
  }
  document.addEventListener('click', (event) => {
    const timed = event.target.closest('.text [data-t], .play[data-t]');
    if (timed) seek(Number(timed.dataset.t), true);
    const filter = event.target.closest('[data-filter]');
    if (!filter) return;
    all('[data-filter]').forEach((it) => it.setAttribute('aria-pressed', String(it === filter)));
    all('.line').forEach((it) => {
      it.hidden = filter.dataset.filter !== '' && it.dataset.status !== filter.dataset.filter;
    });
  });
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('video, button, summary, a')) return;
    if (event.key === ' ' && player && !player.hidden) {
      event.preventDefault();
      if (player.paused) player.play().catch(() => {}); else player.pause();
    }
    const step = { j: 1, k: -1 }[event.key.toLowerCase()];
    if (!step || !lines.length) return;
    const next = lines[Math.max(0, Math.min(lines.length - 1, lines.indexOf(current) + step))];
    seek(Number(next.dataset.t), false);
    next.scrollIntoView({ block: 'center', behavior: 'smooth' });
  });
})();
"""
