// Of the pages that are files: searches search.json, sorts tables and filters their rows. All lists are complete without.
const root = new URL("../", document.currentScript.src)
const make = (name, properties, ...children) => {
  const element = Object.assign(document.createElement(name), properties)
  element.append(...children)
  return element
}
const words = text => text.toLowerCase().split(/\s+/).filter(Boolean)
const has = (text, wanted) => wanted.every(word => text.includes(word))

// What a cell is sorted by: a time, a number, or its text.
function key(cell) {
  const time = cell?.querySelector("time")
  if (time) return time.dateTime
  const text = cell?.textContent.trim() ?? ""
  const number = parseFloat(text.replace("−", "-").replaceAll(",", ""))
  return cell?.classList.contains("num") && !isNaN(number) ? number : text
}

function compare(one, other) {
  if (typeof one === "number" && typeof other === "number") return one - other
  return String(one).localeCompare(String(other), "en", { numeric: true })
}

for (const table of document.querySelectorAll("main .card table:not(.compare)")) {
  const body = table.tBodies[0], rows = body ? [...body.rows].filter(row => !row.matches(".line, .group")) : []
  if (!table.tHead || rows.length < 3) continue
  const groups = [...body.rows].filter(row => !rows.includes(row))
  const status = make("p", { className: "hidden", role: "status" })
  for (const head of table.tHead.querySelectorAll("th")) {
    const label = head.textContent.trim().replace(/ [↑↓]$/, "")
    if (!label) continue
    const button = make("button", { type: "button", className: "sort", textContent: label })
    button.addEventListener("click", () => {
      const isUp = head.getAttribute("aria-sort") === "descending" || (!head.hasAttribute("aria-sort") && !head.matches(".num"))
      for (const other of table.tHead.querySelectorAll("th")) other.removeAttribute("aria-sort")
      head.setAttribute("aria-sort", isUp ? "ascending" : "descending")
      const column = head.cellIndex, way = isUp ? 1 : -1
      for (const group of groups) group.remove()
      body.append(...rows.sort((one, other) => way * compare(key(one.cells[column]), key(other.cells[column]))))
    })
    head.replaceChildren(button)
  }
  if (rows.length < 10) continue
  const field = make("input", { className: "q", type: "search", placeholder: "words that a row must have", autocomplete: "off" })
  field.setAttribute("aria-label", `Filter ${table.caption?.textContent ?? "rows"}`)
  field.addEventListener("input", () => {
    const wanted = words(field.value)
    let shown = 0
    for (const row of rows) shown += !(row.hidden = !has(row.textContent.toLowerCase(), wanted))
    for (const group of groups) group.hidden = wanted.length > 0
    status.textContent = `${shown} of ${rows.length}`
  })
  table.closest(".card").before(make("div", { className: "filter" }, field, status))
}

async function search(place) {
  const answer = await fetch(new URL("-/search.json", root))
  if (!answer.ok) return
  const entries = (await answer.json()).map(entry => ({
    ...entry, all: [entry.name, entry.text, entry.status, ...(entry.aliases ?? [])].join(" ").toLowerCase(),
  }))
  const field = make("input", { className: "q", type: "search", name: "q", placeholder: "sentiment champion", autocomplete: "off" })
  field.setAttribute("aria-label", "Search registries, models and versions")
  const order = make("select", {}, new Option("as listed", ""), new Option("newest first", "published"), new Option("by name", "name"))
  order.setAttribute("aria-label", "Order")
  const status = make("p", { className: "muted", role: "status" })
  const results = make("ul", { className: "results card" })
  const show = () => {
    const wanted = words(field.value)
    const found = wanted.length ? entries.filter(entry => has(entry.all, wanted)) : []
    if (order.value === "published") found.sort((one, other) => (other.published ?? "").localeCompare(one.published ?? ""))
    if (order.value === "name") found.sort((one, other) => compare(one.name, other.name))
    status.textContent = !wanted.length ? `${entries.length} registries, models and versions`
      : found.length > 100 ? `the first 100 of ${found.length}` : `${found.length} found`
    results.hidden = !found.length
    results.replaceChildren(...found.slice(0, 100).map(entry => make("li", {},
      make("a", { href: new URL(entry.page, root), textContent: entry.name }),
      ...(entry.aliases ?? []).map(alias => make("span", { className: "chip alias", textContent: alias })),
      ...(entry.status && entry.status !== "active" ? [make("span", { className: "chip warn", textContent: entry.status })] : []),
      make("span", { className: "muted found", textContent: entry.text }))))
    history.replaceState(null, "", wanted.length ? `?q=${encodeURIComponent(field.value)}` : location.pathname)
  }
  field.addEventListener("input", show)
  order.addEventListener("change", show)
  place.replaceChildren(make("div", { className: "filter" }, field, order), status, results)
  field.value = new URLSearchParams(location.search).get("q") ?? ""
  show()
}

const place = document.getElementById("search")
// From a folder a browser lets no page read a file: what stands there says so.
if (place && location.protocol !== "file:") search(place)
