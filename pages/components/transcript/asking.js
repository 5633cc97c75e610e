// How a transcript asks the API: as whom, and what is answered.

function askApi(data) {
  return async (url, { method = "GET", body } = {}) => {
    const headers = { "x-speaks-as": data.speaks_as };
    if (body) headers["content-type"] = "application/json";
    const answer = await fetch(url, {
      method,
      headers,
      credentials: "same-origin",
      cache: "no-store",
      body: body && JSON.stringify(body),
    });
    return { ok: answer.ok, status: answer.status, told: await answer.json().catch(() => ({})) };
  };
}

// All of it; a long tape comes in several pages.
async function fetchTranscript(ask, url) {
  const first = await ask(url);
  if (!first.ok) return null;
  const whole = first.told;
  while (whole.next) {
    const more = await ask(`${url}?cursor=${encodeURIComponent(whole.next)}`);
    if (!more.ok) return null;
    whole.segments.push(...more.told.segments);
    whole.next = more.told.next;
  }
  return whole;
}
