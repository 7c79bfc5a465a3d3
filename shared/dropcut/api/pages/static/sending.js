// Sending a folder, file by file and piece by piece. Who was cut off drops the same folder again: it goes on where it stopped.

import { complain, made, notice, one } from './frame.js';
import { ask, json, Refusal } from './talk.js';

const PIECE = 8 * 1024 * 1024;
const TRIES = 6;
const OURS = /^(cut|\.dropcut)\//;

const wait = (ms) => new Promise((go) => { setTimeout(go, ms); });
const place = (owner, name) => `/v1/drops/${owner}/${encodeURIComponent(name)}`;

const size = (count) => {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  let unit = 0, amount = count;
  while (amount >= 1000 && unit < units.length - 1) { amount /= 1000; unit += 1; }
  return `${unit ? amount.toFixed(1) : amount} ${units[unit]}`;
};

// Files by their path in the folder, without what the folder's system or Dropcut put there.
export const wanted = (found) => found
  .filter(({ path }) => !path.split('/').some((name) => name.startsWith('.')) && !OURS.test(path));

const inFolder = (file) => {
  const [folder, ...rest] = (file.webkitRelativePath || file.name).split('/');
  return rest.length ? { file, path: rest.join('/'), folder } : { file, path: folder, folder: '' };
};

const entries = async (folder) => {
  const reader = folder.createReader(), all = [];
  for (;;) {
    const some = await new Promise((ok, no) => { reader.readEntries(ok, no); });
    if (!some.length) return all;
    all.push(...some);
  }
};

const walked = async (entry, path) => {
  if (entry.isFile) {
    const file = await new Promise((ok, no) => { entry.file(ok, no); });
    return [{ file, path: path + entry.name, folder: '' }];
  }
  const inside = await entries(entry);
  return (await Promise.all(inside.map((one) => walked(one, `${path}${entry.name}/`)))).flat();
};

// What was dropped: one folder is the drop itself; several things keep their names.
const dropped = async (transfer) => {
  const things = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (things.length === 1 && things[0].isDirectory) {
    const files = (await Promise.all((await entries(things[0])).map((each) => walked(each, '')))).flat();
    return files.map((each) => ({ ...each, folder: things[0].name }));
  }
  return (await Promise.all(things.map((each) => walked(each, '')))).flat();
};

const digestOf = async (bytes) => {
  if (!crypto.subtle) return {};
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return { 'Content-Digest': `sha-256=:${btoa(String.fromCharCode(...digest))}:` };
};

const again = async (doing) => {
  for (let tried = 0; ; tried += 1) {
    try {
      return await doing();
    } catch (error) {
      const passing = error instanceof TypeError || [408, 429, 502, 503, 504].includes(error.status);
      if (!passing || tried >= TRIES) throw error;
      await wait(Number(error.headers?.get('Retry-After') || 0) * 1000 || 500 * 2 ** tried);
    }
  }
};

// The same path and size may be another recording: what this browser did not begin itself is begun anew.
const memory = (drop, { file, path }) => `dropcut:sent:${drop}:${path}:${file.size}`;
const isKnown = (drop, one) => localStorage.getItem(memory(drop, one)) === String(one.file.lastModified);

// Whether this very file was sent from this browser, and lies there whole. `listed` tells how large what lies there is, by path.
const arrived = async (drop, one, listed) => !one.replace && isKnown(drop, one)
  && (await listed()).get(one.path.normalize()) === one.file.size;

const begun = async (drop, one) => {
  const words = { path: one.path, size: one.file.size, replace: one.replace === true };
  const upload = await again(() => json('POST', `${drop}/uploads`, { body: words }));
  const known = isKnown(drop, one);
  localStorage.setItem(memory(drop, one), String(one.file.lastModified));
  if (upload.done || upload.direct || !upload.offset || known) return upload;
  await ask('DELETE', upload.href);
  return again(() => json('POST', `${drop}/uploads`, { body: words }));
};

const pieceByPiece = async (upload, file, told) => {
  let { offset, done } = upload;
  while (!done) {
    told(offset);
    const piece = await file.slice(offset, offset + PIECE).arrayBuffer();
    const headers = { 'Upload-Offset': String(offset), 'Content-Type': 'application/octet-stream', ...await digestOf(piece) };
    const at = await again(async () => {
      try {
        return await json('PATCH', upload.href, { raw: piece, headers });
      } catch (error) {
        if (error instanceof Refusal && error.status === 409) return json('GET', upload.href);
        throw error;
      }
    });
    ({ offset, done } = at);
  }
};

// Google Cloud Storage's own protocol: the bytes never pass through Dropcut.
const directly = async (upload, file, told) => {
  const sent = (answer) => {
    const range = answer.headers.get('Range');
    return answer.status === 308 ? Number(range?.split('-')[1] ?? -1) + 1 : file.size;
  };
  const put = (body, range) => again(async () => {
    const answer = await fetch(upload.direct, { method: 'PUT', body, headers: { 'Content-Range': range } });
    if (!answer.ok && answer.status !== 308) throw new Refusal(answer.status, { detail: 'The store did not take the file.' });
    return answer;
  });
  let offset = sent(await put(null, `bytes */${file.size}`)), stuck = 0;
  while (offset < file.size) {
    told(offset);
    const end = Math.min(offset + PIECE, file.size);
    const now = sent(await put(file.slice(offset, end), `bytes ${offset}-${end - 1}/${file.size}`));
    stuck = now > offset ? 0 : stuck + 1;
    if (stuck >= TRIES) throw new Refusal(0, { detail: 'The store does not say that it keeps what is sent.', hint: 'Send again.' });
    offset = now;
  }
};

const row = (one) => {
  const bar = made('progress', { max: Math.max(one.file.size, 1), value: 0, 'aria-label': `How much of ${one.path} is sent` });
  const said = made('span', { class: 'quiet time' }, size(one.file.size));
  const line = made('li', {}, made('bdi', {}, one.path), said, bar);
  return Object.assign(one, {
    line,
    tell(sent) {
      bar.value = sent;
      said.textContent = sent >= one.file.size ? `sent, ${size(one.file.size)}` : `${size(sent)} of ${size(one.file.size)}`;
    },
    fail(error) {
      line.classList.add('bad');
      said.textContent = error.told || error.message;
    },
  });
};

const sendOne = async (drop, one, listed) => {
  one.line.classList.remove('bad');
  if (await arrived(drop, one, listed)) {
    one.tell(one.file.size);
    return;
  }
  const upload = await begun(drop, one);
  if (upload.direct && !upload.done) await directly(upload, one.file, one.tell);
  else await pieceByPiece(upload, one.file, one.tell);
  one.tell(one.file.size);
};

export const sending = (form, { begun: started, done: ended }) => {
  const chosen = new Map();
  const send = one('send'), list = one('on-their-way'), zone = one('zone');

  const offer = (files) => {
    for (const each of wanted(files).sort((one, other) => (one.path < other.path ? -1 : 1))) chosen.set(each.path, row(each));
    list.replaceChildren(made('ul', {}, ...[...chosen.values()].map((each) => each.line)));
    send.disabled = !chosen.size;
    const folder = files.find((each) => each.folder)?.folder;
    if (folder && form.elements.name && !form.elements.name.value) form.elements.name.value = folder;
    if (!chosen.size) notice('There is no file in it that Dropcut takes.', { bad: true });
  };

  const all = async () => {
    const owner = form.elements.owner.value.trim(), name = form.elements.name.value.trim();
    await json('POST', '/v1/drops', { body: { owner, name } });
    started?.();
    let failed = 0, there = null;
    const listed = () => {
      there ??= again(() => json('GET', place(owner, name))).then(({ files }) => new Map(files.map((each) => [each.path.normalize(), each.size])));
      return there;
    };
    for (const each of chosen.values()) {
      try {
        await sendOne(place(owner, name), each, listed);
      } catch (error) {
        failed += 1;
        each.replace ||= error.status === 409;
        each.fail(error);
      }
    }
    if (failed) {
      notice(failed === 1 ? 'One file was not sent. Send again to go on with it.' : `${failed} files were not sent. Send again to go on with them.`, { bad: true });
    } else {
      chosen.clear();
      notice(`All of ${name} is sent. The cut begins by itself.`, { stays: true });
    }
    ended?.(owner, name);
  };

  const picked = (input) => {
    offer([...input.files].map(inFolder));
    input.value = '';
  };
  for (const input of [one('pick-folder'), one('pick-files')]) {
    input.addEventListener('change', () => picked(input));
    if (input.files.length) picked(input); // chosen before this ran
  }
  for (const kind of ['dragenter', 'dragover']) {
    zone.addEventListener(kind, (event) => { event.preventDefault(); zone.classList.add('over'); });
  }
  for (const kind of ['dragleave', 'drop']) zone.addEventListener(kind, () => zone.classList.remove('over'));
  zone.addEventListener('drop', async (event) => {
    event.preventDefault();
    offer(await dropped(event.dataTransfer));
  });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    send.disabled = true;
    const leaving = (leave) => leave.preventDefault();
    addEventListener('beforeunload', leaving);
    await all().catch(complain);
    removeEventListener('beforeunload', leaving);
    send.disabled = !chosen.size;
  });
};
