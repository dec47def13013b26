// Everything works without this file. It adds keys, copying, the reader's own time, and shows what belongs together.
const one = selector => document.querySelector(selector)
const all = selector => [...document.querySelectorAll(selector)]

// Keys. Off where somebody switched them off, in a field, and beside Ctrl, Alt and Meta.
const rows = () => all("main tbody tr:not(.line, .group), main .log li, main .results li").filter(row => row.querySelector("a, input"))
const row = () => document.activeElement?.closest("tr, li")
const press = selector => () => one(selector)?.click()

function step(by) {
  const list = rows(), now = list.indexOf(row())
  const next = list[now < 0 ? (by > 0 ? 0 : list.length - 1) : Math.max(0, Math.min(list.length - 1, now + by))]
  const target = next?.querySelector("a") ?? next?.querySelector("input")
  target?.focus()
  next?.scrollIntoView({ block: "nearest" })
}

const keys = {
  "/": () => one(".find input")?.focus(),
  "?": press("[data-key=help]"),
  "j": () => step(1),
  "k": () => step(-1),
  "x": () => row()?.querySelector("input[type=checkbox]")?.click(),
  "c": press(".picked button"),
  "e": press("[data-key=edit]"),
  "g r": press(".brand"),
  "g p": press("[data-key=proposals]"),
  "g h": press("[data-key=history]"),
  "g m": press("[data-key=members]"),
}
let first = "", since = 0

addEventListener("keydown", event => {
  if (document.documentElement.dataset.keys === "off") return
  if (event.target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]")) return
  if (event.metaKey || event.ctrlKey || event.altKey || event.isComposing) return
  if (event.timeStamp - since > 1500) first = ""
  const action = keys[first + event.key]
  first = !first && event.key === "g" ? "g " : ""
  since = event.timeStamp
  if (!action) return
  event.preventDefault()
  action()
})

// Copying.
for (const code of navigator.clipboard ? all("pre.code:not(.numbered)") : []) {
  const text = code.textContent
  const copy = Object.assign(document.createElement("button"), { type: "button", className: "copy", textContent: "Copy" })
  copy.addEventListener("click", async () => {
    copy.textContent = await navigator.clipboard.writeText(text).then(() => "Copied", () => "Not copied")
    setTimeout(() => copy.textContent = "Copy", 2000)
  })
  code.append(copy)
}

// The reader's own time.
for (const time of all("time[datetime*=T]")) {
  const date = new Date(time.dateTime)
  if (!isNaN(date)) time.title = date.toLocaleString(undefined, { dateStyle: "long", timeStyle: "long" })
}

// What is picked.
for (const picked of all(".picked")) {
  const form = picked.closest("form")
  const tell = () => picked.firstElementChild.textContent = `${form.querySelectorAll("td > input:checked").length} picked`
  form.addEventListener("change", tell)
  tell()
}

// A point of a plot and its row have one link: pointing at one shows the other.
const drawn = new Map(all(".plot a").map(link => [link.getAttribute("href"), link]))
if (drawn.size) {
  const listed = new Map()
  for (const link of all("main tbody tr a")) {
    const href = link.getAttribute("href")
    if (drawn.has(href) && !listed.has(href)) listed.set(href, link.closest("tr"))
  }
  const show = event => {
    for (const lit of all(".lit")) lit.classList.remove("lit")
    const near = event.target.closest?.(".plot a, main tbody tr")
    if (!near) return
    for (const [href, row] of listed) {
      if (near === row || near === drawn.get(href)) {
        row.classList.add("lit")
        drawn.get(href).classList.add("lit")
      }
    }
  }
  for (const type of ["pointerover", "focusin"]) addEventListener(type, show)
}
