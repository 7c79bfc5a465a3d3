// Talking to the API: refusals are told in the sentences that it sends.

export class Refusal extends Error {
  constructor(status, problem, headers) {
    super(problem.detail || problem.title || `The answer was ${status}.`);
    this.status = status;
    this.hint = problem.hint || '';
    this.headers = headers;
  }

  get told() {
    return this.hint ? `${this.message} ${this.hint}` : this.message;
  }
}

let renewing = null;

// The short token of a sign-in is renewed by one request at a time: two at once would look like a stolen one.
const renewed = () => {
  renewing ??= navigator.locks.request('dropcut-refresh', () => fetch('/v1/tokens/refresh', {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}',
  })).finally(() => { renewing = null; });
  return renewing;
};

export const goOn = async () => (await renewed()).ok;

export const signIn = () => {
  location.assign(`/sign-in?next=${encodeURIComponent(location.pathname + location.search + location.hash)}`);
};

export const ask = async (method, path, { body, headers = {}, raw = null, signal } = {}) => {
  const said = body === undefined ? headers : { 'Content-Type': 'application/json', ...headers };
  const wish = { method, headers: said, body: raw ?? (body === undefined ? undefined : JSON.stringify(body)), signal };
  let answer = await fetch(path, wish);
  if (answer.status === 401) {
    const again = await renewed();
    if (again.ok) answer = await fetch(path, wish);
    if (answer.status === 401) signIn();
  }
  if (!answer.ok) throw new Refusal(answer.status, await answer.json().catch(() => ({})), answer.headers);
  return answer;
};

export const json = async (method, path, wish) => (await ask(method, path, wish)).json();

// A part of a page, as the server writes it.
export const part = async (path, id) => {
  const answer = await ask('GET', path, { headers: { Accept: 'text/html' } });
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  return page.getElementById(id);
};
