// From an order of lines that a person wants to the moves that must be settled: see dropcut/editing/review/order.py.

// The places in `numbers` of a largest part that rises.
const rising = (numbers) => {
  const best = [], before = [];
  let last = -1;
  numbers.forEach((number, at) => {
    best[at] = 1;
    before[at] = -1;
    for (let earlier = 0; earlier < at; earlier += 1) {
      if (numbers[earlier] < number && best[earlier] >= best[at]) {
        best[at] = best[earlier] + 1;
        before[at] = earlier;
      }
    }
    if (last < 0 || best[at] > best[last]) last = at;
  });
  const kept = new Set();
  for (let at = last; at >= 0; at = before[at]) kept.add(at);
  return kept;
};

// [number, the number that it goes after or null for the first place], in the order in which they are obeyed.
export const moves = (wanted) => {
  const kept = rising(wanted);
  return wanted.flatMap((number, at) => (kept.has(at) ? [] : [[number, at ? wanted[at - 1] : null]]));
};
