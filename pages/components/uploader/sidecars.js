// Files that lie beside a picture and tell of it: what Google Takeout and iCloud write when they give
// photographs back, and XMP. Here it is only seen which belongs to which; what stands in them is read
// by the server (chest/ingest/sidecars.py), where the same rules of names stand once more.

const SIDECAR = /\.(json|xmp)$/i;
const APPLE_TABLE = /^photo details(-\d+)?\.csv$/i;
const SIDECAR_AT_MOST = 64 * 1024;
const APPLE_TABLE_AT_MOST = 4 * 1024 * 1024;
const GOOGLE_CUTS_AT = 46;
const GOOGLE_WORD = ".supplemental-metadata";
// What Google calls a picture that was changed, in the languages in which it says so.
const EDITED =
  /-(edited|effects|smile|mix|bearbeitet|bewerkt|edytowane|modificato|modifié|ha editado|editat|editado|editada|redigerad|編集済み)(?=(\(\d+\))?\.[^.]*$)/;
const folded = (name) => name.normalize("NFC").toLowerCase();

const folderOf = (file) =>
  (file.webkitRelativePath || file.fullPath || "").split("/").slice(0, -1).join("/");

// "IMG_1(2).jpg" → ["IMG_1.jpg", "(2)"]: in a sidecar's name the counter stands elsewhere.
function withoutCounter(name) {
  const found = /^(.*?)(\(\d+\))(\.[^.]*)?$/.exec(name);
  return found ? [found[1] + (found[3] ?? ""), found[2]] : [name, ""];
}

const withoutEnding = (name) => name.replace(/\.[^.]*$/, "");

const putWith = (byName, name, one) => {
  if (byName.has(name)) byName.get(name).push(one);
  else byName.set(name, [one]);
};

// Finds the pictures of which a JSON tells, by its name without ".json". Google cuts long names short.
async function createGoogleFinder(pictures, breathe) {
  const byName = new Map();
  const long = [];
  for (const picture of pictures) {
    const plain = folded(picture.name).replace(EDITED, "");
    const [name, counter] = withoutCounter(plain);
    const known = `${name}/${counter}`;
    putWith(byName, known, picture);
    if (name.length + counter.length > GOOGLE_CUTS_AT - GOOGLE_WORD.length) long.push({ picture, name, counter });
    await breathe();
  }
  return (stem) => {
    const [told, counter] = withoutCounter(folded(stem));
    for (let more = 0; more <= GOOGLE_WORD.length; more++) {
      const name = told.slice(0, told.length - more);
      if (!GOOGLE_WORD.startsWith(told.slice(told.length - more))) continue;
      const found = byName.get(`${name}/${counter}`) ?? (counter ? null : byName.get(withoutCounter(name).join("/")));
      if (found) return found;
    }
    if (told.length + counter.length < GOOGLE_CUTS_AT - 1) return [];
    return long
      .filter((one) => one.counter === counter && `${one.name}${GOOGLE_WORD}`.startsWith(told))
      .map((one) => one.picture);
  };
}

// "a.jpg.xmp" tells of a.jpg, "a.xmp" of every file called a.
function createXmpFinder(pictures) {
  const byName = new Map();
  for (const picture of pictures) {
    const name = folded(picture.name);
    for (const known of [name, withoutEnding(name)]) putWith(byName, known, picture);
  }
  return (stem) => byName.get(folded(stem)) ?? [];
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
  const breathe = createSlices();
  const folders = new Map();
  for (const file of chosen) {
    putWith(folders, folderOf(file), file);
    await breathe();
  }
  const taken = new Set();
  const tell = (file, name, text) => putWith(beside, file, { name, text });
  for (const files of folders.values()) {
    const pictures = files.filter(({ name }) => !SIDECAR.test(name) && !APPLE_TABLE.test(name));
    const findGoogle = await createGoogleFinder(pictures, breathe);
    const findXmp = createXmpFinder(pictures);
    for (const file of files.filter(({ name }) => SIDECAR.test(name))) {
      await breathe();
      const isJson = /json$/i.test(file.name);
      const theirs = (isJson ? findGoogle : findXmp)(withoutEnding(file.name));
      const text = theirs.length ? await read(file, SIDECAR_AT_MOST) : null;
      if (!text || (isJson && !tellsOfGoogle(text))) continue;
      for (const picture of theirs) tell(picture, file.name, text);
      taken.add(file);
    }
    for (const file of files.filter(({ name }) => APPLE_TABLE.test(name))) {
      const rows = ((await read(file, APPLE_TABLE_AT_MOST)) ?? "").split(/\r?\n/);
      const byName = new Map(rows.slice(1).map((row) => [row.split(",", 1)[0].replaceAll('"', ""), row]));
      await breathe();
      const theirs = pictures.filter(({ name }) => byName.has(name));
      for (const picture of theirs) tell(picture, file.name, `${rows[0]}\n${byName.get(picture.name)}`);
      if (theirs.length) taken.add(file);
    }
  }
  const files = chosen.filter((file) => !taken.has(file));
  return { files, beside: (file) => beside.get(file) ?? [], many: taken.size };
}
