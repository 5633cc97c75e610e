// Small things that put data on the page as text, never as markup.

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") element.className = value;
    else if (name.startsWith("on")) element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

function fill(sentence, values) {
  return (sentence ?? "").replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

// What is said of so many, by the plural rules of the language that the page is in.
function inNumber(forms, n) {
  const rules = new Intl.PluralRules(document.documentElement.lang || "en");
  return forms?.[rules.select(n)] ?? forms?.other;
}

function counted(words, name, n, values = {}) {
  return fill(inNumber(words[name], n), { n: n.toLocaleString(), ...values });
}

// Only addresses that lead to a page or a picture; never `javascript:`.
function safeUrl(url) {
  if (typeof url !== "string" || !url) return null;
  try {
    const { protocol } = new URL(url, location.href);
    return ["http:", "https:", "blob:"].includes(protocol) ? url : null;
  } catch {
    return null;
  }
}

function lengthInWords(seconds) {
  if (!Number.isFinite(seconds)) return "";
  const whole = Math.round(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  const rest = String(whole % 60).padStart(2, "0");
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}

// An address without what is signed anew each time.
function unsigned(url) {
  return String(url ?? "").replace(/[?#].*$/, "");
}

// "1 byte", "830 bytes", "4.2 MB", "50 GB": the same words as say_bytes() in chest/texts.py.
function sizeInWords(bytes, labels) {
  if (bytes < 1000) return fill(inNumber(labels.bytes, bytes), { n: bytes });
  let unit = 1;
  for (const name of ["kB", "MB", "GB", "TB"]) {
    unit *= 1000;
    const tenths = Math.floor((bytes * 10 + unit / 2) / unit);
    if (tenths < 100) return `${tenths / 10} ${name}`;
    const whole = Math.floor((bytes + unit / 2) / unit);
    if (whole < 1000 || name === "TB") return `${whole.toLocaleString("en")} ${name}`;
  }
}
