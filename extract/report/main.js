// The page at work: the address says what is shown, and every change of it is drawn here.

const VIEWS = ["abstracts", "table", "charts"];

let drawing = 0;
let lastClaim = "";
let lastKey = "";

async function draw(store) {
  const turn = ++drawing;
  const state = readState();
  showFilters(state);
  document.body.dataset.view = state.view;
  const result = await passed(store, state);
  if (turn !== drawing) return;
  const row = store.rowOf.get(state.claim);
  const finish = state.view === "abstracts" ? await prepareAbstracts(store, result, state, row) : () => drawTable(store, result, state);
  if (turn !== drawing) return;
  for (const view of VIEWS) byId(`view-${view}`).hidden = view !== state.view;
  for (const link of document.querySelectorAll("nav a[data-view]")) {
    if (link.dataset.view === state.view) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
    link.href = address({ ...state, view: link.dataset.view, page: "1", sort: "", claim: "" });
  }
  byId("pager").hidden = true;
  if (state.view === "charts") await drawCharts(store);
  else finish();
  sayStatus(store, result, state);
  await showDetail(store, state.view === "abstracts" ? row : undefined, { close: () => closeDetail(row) });
  document.body.dataset.ready = state.view;
}

// Marks that are there already stay: drawing them anew would take the keyboard's place away.
async function prepareAbstracts(store, result, state, row) {
  const arrived = row !== undefined && state.claim !== lastClaim;
  const page = arrived ? pageWith(store, result, row) : null;
  const shownState = page === null ? state : { ...state, page: String(page) };
  if (page !== null) history.replaceState(null, "", address(shownState));
  const key = address({ ...shownState, claim: "", sort: "" });
  const same = key === lastKey;
  const far = !same || byId("view-abstracts").hidden;
  const put = same ? () => drawPager(shownState, result.papers.length, PAPERS_A_PAGE, "abstracts") : await drawAbstracts(store, result, shownState);
  return () => {
    put();
    [lastClaim, lastKey] = [state.claim, key];
    choose(row, { scroll: arrived && far });
  };
}

function closeDetail(row) {
  const mark = document.querySelector(`mark[data-row="${row}"]`);
  go({ claim: "", page: readState().page }, { replace: true });
  mark?.focus({ preventScroll: true });
}

function sayStatus(store, result, state) {
  const some = (n, one, many) => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;
  let said = `${some(result.rows.length, "claim", "claims")} in ${some(result.papers.length, "abstract", "abstracts")}`;
  if (filtered(state)) said += ` pass the filter`;
  if (state.view === "charts") said = `The charts show all ${some(store.claims.length, "claim", "claims")}, whatever the filter`;
  byId("status").textContent = said + ".";
}

const THEMES = ["", "light", "dark"];

function setUpTheme(redraw) {
  const button = byId("theme");
  button.addEventListener("click", () => {
    const next = THEMES[(THEMES.indexOf(document.documentElement.dataset.theme ?? "") + 1) % THEMES.length];
    if (next) document.documentElement.dataset.theme = next;
    else delete document.documentElement.dataset.theme;
    button.setAttribute("aria-label", `Colours: ${next || "as the system says"}`);
    button.title = next || "as the system says";
    redraw();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
}

async function start() {
  const store = await Store.open();
  setUpFilters(store);
  setUpTable();
  setUpCard(store);
  setUpTheme(() => readState().view === "charts" && drawCharts(store));
  const redraw = () => draw(store).catch(failed);
  addEventListener("popstate", redraw);
  addEventListener("statechange", redraw);
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && readState().claim) closeDetail(store.rowOf.get(readState().claim));
    if (event.key === "/" && !event.target.matches("input, select, textarea")) {
      event.preventDefault();
      byId("filters").open = true;
      byId("filter-form").elements.q.focus();
    }
  });
  await redraw();
}

function failed(error) {
  byId("status").textContent = `The page can't be shown: ${error.message}. It needs a browser of 2023 or later.`;
  console.error(error);
}

byId("skip").addEventListener("click", (event) => {
  event.preventDefault();
  byId("main").focus();
});

start().catch(failed);
