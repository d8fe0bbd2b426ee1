// Which claims pass the filter, in which order, and the form that sets it.

const folded = (text) => (text ?? "").toLowerCase();

function numeric(text) {
  const value = parseFloat(String(text).replaceAll(",", "").replace("−", "-"));
  return Number.isFinite(value) ? value : null;
}

// Names pass where they are the wanted one, or hold it when no name is exactly the wanted one.
function passing(names, wanted) {
  const text = folded(wanted);
  const exact = names.some((name) => folded(name) === text);
  return (name) => (exact ? folded(name) === text : folded(name).includes(text));
}

function tests(store, state) {
  const { claims } = store;
  const found = [];
  if (state.type) {
    const types = new Set(state.type.split(","));
    found.push((row) => types.has(claims.get("claim_type", row)));
  }
  if (state.owner) found.push((row) => claims.get("owner", row) === state.owner);
  if (state.metric) {
    const passes = passing(metricNames(store).map(([name]) => name), state.metric);
    found.push((row) => passes(metricName(claims, row)));
  }
  if (state.dataset) {
    const passes = passing(datasetNames(store).map(([name]) => name), state.dataset);
    found.push((row) => claims.get("dataset_ids", row).some(passes));
  }
  const [low, high] = [numeric(state.min), numeric(state.max)];
  const [from, to] = state.by === "norm" ? ["norm_low", "norm_high"] : ["value_low", "value_high"];
  if (low !== null || high !== null) found.push((row) => claims.get(from, row) !== null);
  if (low !== null) found.push((row) => claims.get(to, row) >= low);
  if (high !== null) found.push((row) => claims.get(from, row) <= high);
  return found;
}

// The rows of claims, in order, and the papers (all of them where nothing is filtered) that pass `state`.
async function passed(store, state) {
  const conditions = tests(store, state);
  const wanted = folded(state.q).split(/\s+/).filter(Boolean);
  const texts = wanted.length ? await store.searchable() : null;
  if (texts) conditions.push((row) => wanted.every((word) => texts.claims[row].includes(word)));
  const rows = [];
  for (let row = 0; row < store.claims.length; row++) if (conditions.every((test) => test(row))) rows.push(row);
  const onlyWords = conditions.length === (texts ? 1 : 0);
  const holding = new Set(rows.map((row) => store.claims.get("paper", row)));
  const papers = [];
  for (let paper = 0; paper < store.papers.length; paper++) {
    const speaks = onlyWords && wanted.every((word) => texts.papers[paper].includes(word));
    if (holding.has(paper) || speaks) papers.push(paper);
  }
  return { rows, papers };
}

function metricName(claims, row) {
  const id = claims.get("metric_id", row);
  return id ? words(id) : folded(claims.get("metric", row));
}

function counted(names) {
  const counts = new Map();
  for (const name of names) if (name) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

const allRows = (store) => Array.from({ length: store.claims.length }, (_, row) => row);

function metricNames(store) {
  store.metricNames ??= counted(allRows(store).map((row) => metricName(store.claims, row)));
  return store.metricNames;
}

function datasetNames(store) {
  store.datasetNames ??= counted(allRows(store).flatMap((row) => store.claims.get("dataset_ids", row)));
  return store.datasetNames;
}

const OFFERED = 400;

function offer(list, names) {
  list.replaceChildren(...names.slice(0, OFFERED).map(([name, n]) => make("option", { value: name, label: `${name} (${n})` })));
}

function setUpFilters(store) {
  const form = byId("filter-form");
  const counts = new Map(counted(allRows(store).map((row) => store.claims.get("claim_type", row))));
  for (const label of form.querySelectorAll(".type")) {
    const n = counts.get(label.querySelector("input").value) ?? 0;
    label.querySelector(".n").textContent = n.toLocaleString("en");
    label.classList.toggle("none", n === 0);
  }
  form.addEventListener("focusin", () => {
    offer(byId("metrics"), metricNames(store));
    offer(byId("datasets"), datasetNames(store));
  }, { once: true });
  let waiting = 0;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => go({ ...formState(form), claim: "" }, { replace: true }), 120);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    go({ ...EMPTY, view: readState().view, claim: "" });
  });
  byId("all-types").addEventListener("click", () => go({ type: "", claim: "" }));
  if (matchMedia("(max-width: 760px)").matches) byId("filters").open = false;
}

function formState(form) {
  const data = new FormData(form);
  const text = (name) => (data.get(name) ?? "").trim();
  const kept = ["q", "owner", "metric", "dataset", "min", "max", "by"].map((name) => [name, text(name)]);
  return { ...Object.fromEntries(kept), type: data.getAll("type").join(",") };
}

function showFilters(state) {
  const form = byId("filter-form");
  for (const name of ["q", "metric", "dataset", "min", "max", "by"]) {
    const field = form.elements[name];
    if (field !== document.activeElement) field.value = state[name];
  }
  for (const radio of form.elements.owner) radio.checked = radio.value === state.owner;
  const types = new Set(state.type.split(","));
  for (const box of form.querySelectorAll("input[name=type]")) box.checked = types.has(box.value);
  byId("all-types").hidden = !state.type;
  byId("reset").hidden = !filtered(state);
  form.querySelector(".types").classList.toggle("some", Boolean(state.type));
}
