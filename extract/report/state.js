// What is shown stands in the address, so that a view can be kept, sent and gone back to.

const EMPTY = { view: "abstracts", q: "", type: "", owner: "", metric: "", dataset: "", min: "", max: "", by: "value" };
const VOLATILE = { sort: "", page: "1", claim: "" };
const ALL = { ...EMPTY, ...VOLATILE };

function readState() {
  const given = new URLSearchParams(location.hash.slice(1));
  const state = { ...ALL };
  for (const key of Object.keys(ALL)) if (given.has(key)) state[key] = given.get(key);
  if (!["abstracts", "table", "charts"].includes(state.view)) state.view = "abstracts";
  return state;
}

function address(state) {
  const kept = Object.entries(state).filter(([key, value]) => key in ALL && (value !== ALL[key] || key === "view"));
  return "#" + new URLSearchParams(kept).toString();
}

// A change of filter or order starts again at page one; `replace` leaves no step in the history.
function go(changes, { replace = false } = {}) {
  const state = { ...readState(), ...("page" in changes ? {} : { page: "1" }), ...changes };
  if (address(state) === location.hash) return;
  if (replace) history.replaceState(null, "", address(state));
  else history.pushState(null, "", address(state));
  window.dispatchEvent(new Event("statechange"));
}

const filtered = (state) => Object.keys(EMPTY).some((key) => !["view", "by"].includes(key) && state[key] !== "");
