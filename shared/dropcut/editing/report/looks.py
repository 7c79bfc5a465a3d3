"""How the page looks, on paper and on screens of any width, by day and by night."""

from __future__ import annotations

from typing import Final

LOOKS: Final = """
:root {
  color-scheme: light dark;
  --paper: #fbfaf7; --card: #ffffff; --ink: #1d1c1a; --quiet: #6b6862; --rule: #e4e0d8; --accent: #b3441e;
  --good: #2c7a4b; --warn: #a86400; --bad: #b3261e;
  --good-wash: #e6f3ea; --warn-wash: #fdf1dc; --bad-wash: #fbe7e5; --drop-wash: #eceae5;
  --c0: #4e79a7; --c1: #d9822b; --c2: #59a14f; --c3: #b07aa1; --c4: #d1495b; --c5: #3fa7a0; --c6: #a5863a; --c7: #7c7a9c;
  --sans: ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  --serif: "Iowan Old Style", "Palatino Linotype", Palatino, Charter, "Bitstream Charter", Georgia, "Noto Serif", serif;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #161615; --card: #1f1f1d; --ink: #ecebe6; --quiet: #9d9a92; --rule: #34332f; --accent: #f08a5d;
    --good: #6cc28b; --warn: #e6ad4c; --bad: #f0867e;
    --good-wash: #1d3024; --warn-wash: #38290f; --bad-wash: #3b1f1d; --drop-wash: #2b2a27;
    --c0: #6b9bd1; --c1: #e89a4a; --c2: #74bd69; --c3: #c795b8; --c4: #e56f7f; --c5: #5fc2bb; --c6: #c2a452; --c7: #9c9abf;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-behavior: smooth; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 var(--sans); }
main, footer { max-width: 84rem; margin: 0 auto; padding: 0 clamp(1rem, 4vw, 2.5rem); }
h1 { font: 600 clamp(2rem, 5vw, 3.2rem)/1.1 var(--serif); letter-spacing: -.015em; margin: .1em 0 .3em;
  overflow-wrap: anywhere; }
h2 { font: 600 1.35rem/1.25 var(--serif); margin: 0 0 .7rem; }
h3 { font: 600 .8rem/1.4 var(--sans); letter-spacing: .08em; text-transform: uppercase; color: var(--quiet);
  margin: 2.2rem 0 .4rem; }
p, ul, dl { margin: 0; }
ul { padding: 0; list-style: none; }
button { font: inherit; color: inherit; cursor: pointer; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
[hidden] { display: none !important; }
.quiet { color: var(--quiet); }
.good { color: var(--good); } .bad { color: var(--bad); }
.time, .score { font-variant-numeric: tabular-nums; white-space: nowrap; }

header { padding: clamp(1.8rem, 6vw, 4rem) 0 1.6rem; }
.eyebrow { font-size: .78rem; letter-spacing: .12em; text-transform: uppercase; color: var(--accent); font-weight: 600; }
.sentence { font: 400 1.2rem/1.5 var(--serif); max-width: 46rem; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(7.4rem, 1fr)); gap: 1px; margin-top: 1.8rem;
  background: var(--rule); border: 1px solid var(--rule); border-radius: 10px; overflow: hidden; }
.figures > div { background: var(--card); padding: .75rem .9rem .8rem; }
.figures dt { font-size: .75rem; color: var(--quiet); }
.figures dd { margin: .1rem 0 0; font-weight: 600; font-variant-numeric: tabular-nums; white-space: nowrap; }
.figures .good dd { color: var(--good); } .figures .bad dd { color: var(--bad); }

.stage { background: var(--card); border: 1px solid var(--rule); border-radius: 12px; overflow: hidden; }
video { display: block; width: 100%; max-height: 62vh; background: #000; }
#absent { padding: 1rem 1.2rem .2rem; color: var(--quiet); }
#now { display: flex; gap: .8rem; padding: .8rem 1.2rem 0; min-height: 2.4rem; font: 1rem/1.5 var(--serif); overflow: hidden; }
#now-time { font: .85rem/1.75 var(--sans); font-variant-numeric: tabular-nums; color: var(--quiet); }
#now-line { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.strip { padding: .6rem 1.2rem 1rem; }
.timeline { display: block; width: 100%; height: 106px; cursor: pointer; touch-action: none; overflow: visible; }
.timeline rect { stroke: var(--card); stroke-width: 1; }
.timeline g:hover rect { opacity: .8; }
.timeline .number { fill: #fff; font: 600 11px var(--sans); text-anchor: middle; pointer-events: none; }
.timeline .look { fill: var(--warn); stroke: none; }
.timeline .over { stroke: #fff; stroke-width: 1; } .timeline .still { fill: #8a8a8a; }
.timeline .sound { fill: var(--quiet); opacity: .55; }
.timeline .cut { stroke: var(--rule); stroke-width: 1; pointer-events: none; }
.timeline .mark { fill: var(--quiet); font: 10px var(--sans); text-anchor: middle; pointer-events: none; }
.timeline .mark:first-of-type { text-anchor: start; }
.timeline .head { stroke: var(--accent); stroke-width: 2; pointer-events: none; }
.c0 { fill: var(--c0); } .c1 { fill: var(--c1); } .c2 { fill: var(--c2); } .c3 { fill: var(--c3); }
.c4 { fill: var(--c4); } .c5 { fill: var(--c5); } .c6 { fill: var(--c6); } .c7 { fill: var(--c7); }
.legend { display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; font-size: .82rem; color: var(--quiet); margin-top: .5rem; }
.swatch { width: .65em; height: .65em; margin-right: .4em; }

.script { padding: 3rem 0 1rem; }
.filters { display: flex; flex-wrap: wrap; gap: .4rem; margin-bottom: 1rem; }
.filters button { border: 1px solid var(--rule); background: var(--card); border-radius: 99px; padding: .25rem .8rem;
  font-size: .85rem; }
.filters button[aria-pressed=true] { background: var(--ink); border-color: var(--ink); color: var(--paper); }
.count { opacity: .6; font-variant-numeric: tabular-nums; }
.line { display: grid; grid-template-columns: 2.6rem 1fr; padding: .95rem 0 1.05rem; border-top: 1px solid var(--rule);
  position: relative; scroll-margin: 6rem; }
.line > div { min-width: 0; }
.long .line { content-visibility: auto; contain-intrinsic-size: auto 9rem; }
.long .line.now { background: var(--drop-wash); }
.line.now::before { content: ""; position: absolute; left: -1rem; top: .9rem; bottom: .9rem; width: 3px; border-radius: 3px;
  background: var(--accent); }
.line-number { font: .85rem/1.95rem var(--sans); color: var(--quiet); font-variant-numeric: tabular-nums; }
.text { font: 400 1.2rem/1.6 var(--serif); overflow-wrap: anywhere; text-wrap: pretty; max-width: 46rem; }
.text [data-t] { cursor: pointer; border-radius: 3px; }
.text [data-t]:hover { background: var(--warn-wash); }
.missing .text, .dropped .text { color: var(--quiet); }
.dropped .text { text-decoration: line-through; text-decoration-thickness: 1px; }
.caption { font-size: .92rem; }
.reason { font-size: .9rem; color: var(--quiet); margin-top: .25rem; overflow-wrap: anywhere; }
.badge { display: inline-block; font: 600 .72rem/1.5 var(--sans); padding: .06rem .5rem; border-radius: 99px;
  margin-right: .25rem; }
.badge.chosen { background: var(--good-wash); color: var(--good); }
.badge.ambiguous { background: var(--warn-wash); color: var(--warn); }
.badge.missing { background: var(--bad-wash); color: var(--bad); }
.badge.dropped { background: var(--drop-wash); color: var(--quiet); }
.takes, details ul { font-size: .9rem; margin-top: .4rem; }
.takes li, details li { padding: .14rem 0; overflow-wrap: anywhere; }
.play { border: 1px solid var(--rule); background: none; border-radius: 99px; padding: .05rem .6rem; font-size: .8rem;
  font-variant-numeric: tabular-nums; margin-right: .4rem; color: var(--quiet); }
.play:hover { border-color: var(--accent); color: var(--accent); }
.source .time { color: var(--quiet); }
.score { color: var(--quiet); margin-right: .5rem; }
details { margin-top: .35rem; font-size: .9rem; }
summary { cursor: pointer; color: var(--quiet); width: fit-content; }
summary:hover { color: var(--accent); }

.panels { columns: 21rem; column-gap: 1rem; padding: 1rem 0 2rem; }
.panel { break-inside: avoid; margin-bottom: 1rem; background: var(--card); border: 1px solid var(--rule); border-radius: 12px;
  padding: 1.1rem 1.3rem 1.25rem;
  min-width: 0;
  font-size: .92rem; }
.panel.wide { column-span: all; margin-top: 1rem; }
.panel.warn { border-color: var(--warn); background: var(--warn-wash); }
.panel.bad { border-color: var(--bad); background: var(--bad-wash); color: inherit; }
.sheet { display: grid; grid-template-columns: repeat(auto-fill, minmax(9.5rem, 1fr)); gap: .8rem; margin-top: .7rem; }
.sheet figure { margin: 0; } .sheet figcaption { font-size: .78rem; padding-top: .2rem; }
.sheet img { display: block; width: 100%; aspect-ratio: 16 / 9; object-fit: contain; background: #000; border-radius: 6px; }
.marked { display: flex; flex-wrap: wrap; gap: 1.2rem; align-items: flex-start; }
.still { position: relative; flex: 1 1 20rem; max-width: 40rem; }
.still img { display: block; width: 100%; border-radius: 6px; }
.still svg { position: absolute; inset: 0; width: 100%; height: 100%; }
.still rect { fill: none; stroke: #ff2d55; stroke-width: 2.5; vector-effect: non-scaling-stroke; }
.marks { flex: 1 1 16rem; margin: 0; padding-left: 1.2rem; } .marks img { display: block; max-width: 100%; max-height: 6rem;
  border-radius: 4px; margin-bottom: .2rem; }
.timeline .scene { fill: var(--card); stroke: var(--ink); stroke-width: .5; pointer-events: none; }
.panel li { padding: .2rem 0; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th { text-align: start; font-weight: 400; font-size: .78rem; color: var(--quiet); }
th, td { padding: .3rem .8rem .3rem 0; vertical-align: top; }
td { border-top: 1px solid var(--rule); overflow-wrap: break-word; }
table > tr:first-child > td, tbody:first-child tr:first-child td { border-top: 0; }
.figure { font-variant-numeric: tabular-nums; }
.scroll.wide table { min-width: 40rem; }
.total td { font-weight: 600; }
.pairs { display: grid; gap: .3rem; margin: .2rem 0 .5rem; }
.pairs > div { display: grid; grid-template-columns: 6rem 1fr; gap: .8rem; }
.pairs dt { color: var(--quiet); }
.pairs dd { margin: 0; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
.files { columns: 2; }
footer { padding-top: 1rem; padding-bottom: 3rem; font-size: .82rem; color: var(--quiet); }

@media (min-width: 66rem) {
  .desk { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1.05fr); gap: 2.5rem; align-items: start; }
  .desk .stage { grid-column: 2; position: sticky; top: 1.2rem; }
  .desk .script { grid-column: 1; grid-row: 1; padding-top: .2rem; }
  .desk .script:only-child { grid-column: 1 / -1; }
}
@media (max-width: 34rem) {
  .line { grid-template-columns: 1.9rem 1fr; }
  .text, .sentence { font-size: 1.08rem; }
  .stage { margin: 0 -1rem; border-radius: 0; border-inline: 0; }
}
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
@media print {
  video, .filters, .play, #now, #absent { display: none; }
  .line, .panel { break-inside: avoid; }
  body { background: none; }
}
"""
