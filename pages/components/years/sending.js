// Many memories are changed with few requests: one for all that was chosen as whole years, one for every
// five hundred that were chosen one by one.

const NAMED_AT_ONCE = 500;

function bodiesOf(ids, wholes, deed) {
  const bodies = [];
  if (wholes.length) {
    const without = wholes.flatMap((whole) => [...whole.without]);
    bodies.push({ timeline: { stretches: wholes.map((whole) => whole.stretch), without }, ...deed });
  }
  for (let at = 0; at < ids.length; at += NAMED_AT_ONCE) bodies.push({ ids: ids.slice(at, at + NAMED_AT_ONCE), ...deed });
  return bodies;
}

// What the address of a stretch asks, as the API takes it in a body.
function stretchSaid(query) {
  return Object.fromEntries(Object.entries(query).map(([name, value]) => [name, value === "true" || (/^\d+$/.test(value) ? Number(value) : value)]));
}

// Sends one after the other and adds up what is answered. With the same key again, what was done is
// answered once more and not done twice. `error` is a sentence, or "" where no answer came.
async function sendAll(url, bodies, key) {
  const done = { changed: 0, left_out: 0, not_allowed: 0, undos: [], error: null };
  for (const [n, body] of bodies.entries()) {
    const { answer, error } = await send(url, body, `${key}-${n}`);
    if (error !== null) return { ...done, error };
    for (const name of ["changed", "left_out", "not_allowed"]) done[name] += answer[name];
    if (answer.undo) done.undos.unshift(answer.undo); // the last one done is undone first
  }
  return done;
}

async function send(url, body, key) {
  try {
    const answer = await fetch(url, {
      method: "POST",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", "Idempotency-Key": key },
      body: JSON.stringify(body),
    });
    const told = await answer.json();
    return answer.ok ? { answer: told, error: null } : { error: told.detail ?? "" };
  } catch {
    return { error: "" };
  }
}

// crypto.randomUUID needs a secure context; this does not.
function freshKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
