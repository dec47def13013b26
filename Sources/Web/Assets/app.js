// Everything works without this file. It adds keys, copying, the reader's own time, and counts what is picked.
const rows = () => [...document.querySelectorAll("main tbody tr:not(.line, .group)")]
let first = ""

function step(by) {
  const all = rows(), now = all.indexOf(document.activeElement?.closest("tr"))
  const row = all[Math.max(0, Math.min(all.length - 1, now < 0 ? 0 : now + by))]
  row?.querySelector("a, input")?.focus()
}

const keys = {
  "/": () => document.querySelector(".find input")?.focus(),
  "?": () => document.querySelector(".foot a[rel=help]")?.click(),
  "j": () => step(1),
  "k": () => step(-1),
  "x": () => document.activeElement?.closest("tr")?.querySelector("input[type=checkbox]")?.click(),
  "c": () => document.querySelector(".picked button")?.click(),
  "g r": () => document.querySelector(".brand")?.click(),
  "g p": () => document.querySelector('.bar nav a[href*="/-/proposals"]')?.click(),
  "g h": () => document.querySelector('.bar nav a[href*="-/history"]')?.click(),
  "g m": () => document.querySelector('.bar nav a[href*="/-/members"]')?.click(),
}

addEventListener("keydown", event => {
  if (event.target.matches("input:not([type=checkbox]):not([type=radio]), textarea, select")) return
  if (event.metaKey || event.ctrlKey || event.altKey) return
  const action = keys[first ? first + " " + event.key : event.key]
  first = !first && event.key === "g" ? "g" : ""
  if (!action) return
  event.preventDefault()
  action()
})

for (const code of document.querySelectorAll("pre.code:not(.numbered)")) {
  if (!navigator.clipboard) break
  const text = code.textContent
  const copy = Object.assign(document.createElement("button"), { type: "button", className: "copy", textContent: "Copy" })
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text)
    copy.textContent = "Copied"
  })
  code.append(copy)
}

for (const time of document.querySelectorAll("time[datetime*=T]")) {
  time.title = new Date(time.dateTime).toLocaleString()
}

for (const picked of document.querySelectorAll(".picked")) {
  const form = picked.closest("form")
  const tell = () => {
    const count = form.querySelectorAll("td > input:checked").length
    picked.firstElementChild.textContent = `${count} picked`
  }
  form.addEventListener("change", tell)
  tell()
}
