// A token is shown once; the two that come back are cookies, which no script can read.

import { one } from './frame.js';
import { goOn } from './talk.js';

const onward = () => {
  const next = new URLSearchParams(location.search).get('next') ?? '/';
  location.replace(/^\/(?![/\\])/.test(next) ? next : '/');
};

// Whoever signed in here before is let in by that, without a token.
if (await goOn().catch(() => false)) onward();

one('sign-in').addEventListener('submit', async (event) => {
  event.preventDefault();
  const token = one('token').value.trim();
  const answer = await fetch('/v1/tokens', {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ cookies: true }),
  });
  if (!answer.ok) {
    const problem = await answer.json().catch(() => ({}));
    one('sign-in-said').textContent = [problem.detail, problem.hint].filter(Boolean).join(' ') || 'That did not work.';
    return;
  }
  one('token').value = '';
  onward();
});
