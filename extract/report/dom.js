// Elements made by hand: texts become text nodes and never markup.

function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "onclick") element.addEventListener("click", value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const byId = (id) => document.getElementById(id);

const words = (name) => name.replaceAll("_", " ");

const grouped = new Intl.NumberFormat("en", { maximumSignificantDigits: 6 });

// Large numbers of things that are counted in powers of ten read better as 175B than as 175,000,000,000.
const scaled = new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 4 });

function number(value) {
  const size = Math.abs(value);
  if ((size < 1e-4 && size > 0) || size >= 1e15) return value.toExponential().replace("+", "").replace("-", "−");
  const text = size >= 1e6 ? scaled.format(value) : grouped.format(value);
  return text.replace("-", "−");
}

const SIGNS = { "=": "", "~": "≈ ", "<=": "≤ ", ">=": "≥ " };

const UNIT_SIGNS = { percent: "%", x: "×", factor: "×", fraction: "", epsilon_exponent: "", score: "", bound: "", class: "" };

function quantity(low, high, unit, comparator) {
  if (low === null) return "";
  if (unit === "fraction") [low, high, unit] = [low * 100, high * 100, "percent"];
  const sign = UNIT_SIGNS[unit] ?? " " + words(unit);
  const range = high === null || high === low ? number(low) : `${number(low)} – ${number(high)}`;
  if (unit === "epsilon_exponent") return epsilonPower(low);
  return (SIGNS[comparator] ?? "") + range + sign;
}

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

function epsilonPower(exponent) {
  if (exponent === 0) return "ε⁰ (linear)";
  const raised = [...String(exponent)].map((digit) => RAISED[digit]);
  return Number.isInteger(exponent) && exponent > 0 ? `ε⁻${raised.join("")}` : `ε^${number(-exponent)}`;
}

function safeAddress(address) {
  return /^https?:\/\//i.test(address || "") ? address : null;
}
