// Files that lie beside a picture and tell of it: what Google Takeout and iCloud write when they give
// photographs back, and XMP. Here it is only seen which belongs to which; what stands in them is read
// by the server (chest/ingest/sidecars.py), where the same rules of names stand once more.

const SIDECAR = /\.(json|xmp)$/i;
const APPLE_TABLE = /^photo details(-\d+)?\.csv$/i;
const SIDECAR_AT_MOST = 64 * 1024;
const APPLE_TABLE_AT_MOST = 4 * 1024 * 1024;
const GOOGLE_CUTS_AT = 46;
const GOOGLE_WORD = ".supplemental-metadata";

const folderOf = (file) =>
  (file.webkitRelativePath || file.fullPath || "").split("/").slice(0, -1).join("/");

// "IMG_1(2).jpg" → ["img_1.jpg", "(2)"]: the counter stands elsewhere in the sidecar's name.
function withoutCounter(name) {
  const found = /^(.*?)(\(\d+\))(\.[^.]*)?$/.exec(name);
  return found ? [found[1] + (found[3] ?? ""), found[2]] : [name, ""];
}

// Whether a JSON of this name (without ".json") tells of this picture.
function isGoogleSidecar(stem, picture) {
  const [told, toldCounter] = withoutCounter(stem.toLowerCase());
  const [name, counter] = withoutCounter(picture.toLowerCase().replace(/-edited(?=(\(\d+\))?\.[^.]*$)/, ""));
  if (toldCounter !== counter) return false;
  const cut = told.length >= Math.min(name.length, GOOGLE_CUTS_AT - counter.length);
  return cut && (name + GOOGLE_WORD).startsWith(told);
}

function isXmpSidecar(stem, picture) {
  const [told, name] = [stem.toLowerCase(), picture.toLowerCase()];
  return told === name || told === name.replace(/\.[^.]*$/, "");
}

const tellsOfGoogle = (text) => /"(photoTakenTime|geoData)"\s*:/.test(text);

async function read(file, longest) {
  if (file.size > longest) return null;
  try {
    return await file.text();
  } catch (error) {
    console.debug("a sidecar cannot be read", error);
    return null;
  }
}

// The chosen files without sidecars, and for each what lies beside it. `many` sidecars were taken.
async function withSidecars(chosen) {
  const beside = new Map();
  const none = { files: chosen, beside: () => [], many: 0 };
  if (!chosen.some(({ name }) => SIDECAR.test(name) || APPLE_TABLE.test(name))) return none;
  const folders = new Map();
  for (const file of chosen) {
    const folder = folderOf(file);
    if (!folders.has(folder)) folders.set(folder, []);
    folders.get(folder).push(file);
  }
  const taken = new Set();
  const tell = (file, name, text) => beside.set(file, [...(beside.get(file) ?? []), { name, text }]);
  for (const files of folders.values()) {
    const pictures = files.filter(({ name }) => !SIDECAR.test(name) && !APPLE_TABLE.test(name));
    for (const file of files.filter(({ name }) => SIDECAR.test(name))) {
      const isJson = /json$/i.test(file.name);
      const stem = file.name.replace(/\.[^.]*$/, "");
      const rule = isJson ? isGoogleSidecar : isXmpSidecar;
      const theirs = pictures.filter(({ name }) => rule(stem, name));
      const text = theirs.length ? await read(file, SIDECAR_AT_MOST) : null;
      if (!text || (isJson && !tellsOfGoogle(text))) continue;
      for (const picture of theirs) tell(picture, file.name, text);
      taken.add(file);
    }
    for (const file of files.filter(({ name }) => APPLE_TABLE.test(name))) {
      const rows = ((await read(file, APPLE_TABLE_AT_MOST)) ?? "").split(/\r?\n/);
      const byName = new Map(rows.slice(1).map((row) => [row.split(",", 1)[0].replaceAll('"', ""), row]));
      const theirs = pictures.filter(({ name }) => byName.has(name));
      for (const picture of theirs) tell(picture, file.name, `${rows[0]}\n${byName.get(picture.name)}`);
      if (theirs.length) taken.add(file);
    }
  }
  const files = chosen.filter((file) => !taken.has(file));
  return { files, beside: (file) => beside.get(file) ?? [], many: taken.size };
}
