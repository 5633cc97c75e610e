// The few seconds that a phone kept with a photograph: played over the picture when somebody asks for
// them, without sound until they ask for that too. It never begins by itself, and ends as a picture.

let momentHasSound = false; // for as long as the page is open

// `over` is the element that holds the picture, or answers it when asked.
function momentOf({ src, words, over }) {
  const play = make("button", { type: "button", class: "quiet", "aria-pressed": "false" }, words.moment);
  const sound = make("button", { type: "button", class: "quiet", "aria-pressed": String(momentHasSound) }, words.moment_sound);
  const trouble = make("p", { class: "soft", role: "status" });
  const line = make("div", { class: "moment-line" }, play, sound, trouble);
  const holder = typeof over === "function" ? over : () => over;
  let film = null;

  function end() {
    film?.remove();
    film = null;
    play.textContent = words.moment;
    play.setAttribute("aria-pressed", "false");
  }

  function begin() {
    trouble.textContent = "";
    film = make("video", { class: "moment", playsinline: true, preload: "auto", "aria-hidden": "true", tabindex: "-1" });
    const own = film;
    film.muted = !momentHasSound;
    film.onended = end;
    film.onerror = async () => {
      const answer = await askFor(own, { src, words }, line);
      if (film !== own) return;
      if (answer?.ok && !own.dataset.again) {
        own.dataset.again = "";
        own.load();
        own.play().catch(() => {});
        return;
      }
      trouble.textContent = words.moment_failed;
      end();
    };
    film.src = safeUrl(src) ?? "";
    const place = holder();
    const picture = place.querySelector("img");
    // Exactly over the picture, which may be smaller than its place.
    if (picture && getComputedStyle(place).position !== "static") {
      const [outer, inner] = [place.getBoundingClientRect(), picture.getBoundingClientRect()];
      Object.assign(film.style, {
        left: `${inner.left - outer.left}px`,
        top: `${inner.top - outer.top}px`,
        width: `${inner.width}px`,
        height: `${inner.height}px`,
      });
    }
    place.append(film);
    play.textContent = words.moment_stop;
    play.setAttribute("aria-pressed", "true");
    film.play().catch(() => {}); // why not, `error` says
  }

  play.onclick = () => (film ? end() : begin());
  sound.onclick = () => {
    momentHasSound = !momentHasSound;
    sound.setAttribute("aria-pressed", String(momentHasSound));
    if (film) film.muted = !momentHasSound;
  };
  line.momentEnd = end;
  return line;
}
