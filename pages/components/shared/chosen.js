// What is asked of a file that was chosen, before anything is done with it.

// What file managers, cameras' cards and Apple's own edits (AAE) leave beside people's files.
const SYSTEM_FILES = /^(\.ds_store|thumbs\.db|desktop\.ini|\.picasa\.ini|\._.*|.*\.aae)$/i;

// Files belong together when they go to the same chest or contribution.
function scopeOf(target) {
  return Object.values(target).join("");
}

// A file that is chosen twice has the same name twice.
const twinName = (scope, path, size, modified) => `${scope} ${size} ${modified} ${path}`;
const nameOf = ({ scope, path, size, modified }) => twinName(scope, path, size, modified);

// Why it cannot be taken; null if it can.
function problemOf(file, { maxBytes, accept }) {
  if (!file.size) return "empty";
  if (maxBytes !== null && file.size > maxBytes) return "too-large";
  return accepts(accept, file) ? null : "not-accepted";
}

function accepts(accept, file) {
  if (!accept) return true;
  return accept.split(",").some((rule) => {
    const wanted = rule.trim().toLowerCase();
    if (wanted.startsWith(".")) return file.name.toLowerCase().endsWith(wanted);
    const type = file.type.toLowerCase();
    return wanted.endsWith("/*") ? type.startsWith(wanted.slice(0, -1)) : type === wanted;
  });
}
