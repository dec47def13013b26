import Actions
import Manifests
import RegistryStore
import Rules

/// One candidate: its facts, where it came from, what it became.
enum CandidatePage {
  static func page(_ name: ModelName, _ id: String, _ context: PageContext) throws -> Page {
    let model = try context.find.model(name)
    let candidate = try context.find.candidate(id, of: name)
    let body = HTML { h in
      h("div", .class("columns", "top")) { h in
        h("div", .class("stack")) { h in
          values(
            &h, "metrics", "Metrics",
            candidate.metrics.sorted { $0.key < $1.key }.map { ($0.key, NumberText.plain($0.value)) })
          values(
            &h, "parameters", "Parameters",
            candidate.parameters.sorted { $0.key < $1.key }.map { ($0.key, "\($0.value)") })
          values(
            &h, "files", "Files",
            candidate.artifacts.map {
              ($0.path, "\($0.type), \(NumberText.size($0.sizeInBytes)), \($0.digest.hex.prefix(12))…")
            })
        }
        h("aside", .class("side"), .label("About this candidate")) { h in
          Section.side(&h, "About") { h in
            h("dl", .class("facts")) { h in
              if let number = candidate.promotedTo {
                h.fact("Became") { VersionNumber.link(&$0, number, of: name, context.links) }
              }
              if let job = candidate.job {
                h.fact("Job") {
                  $0.foreign([job.name, job.id.map { "#\($0)" }].compactMap { $0 }.joined(separator: " "), job.url)
                }
              }
              h.fact("Algorithm", candidate.algorithm)
              h.fact("Run", candidate.run)
              for (key, value) in candidate.tags.sorted(by: { $0.key < $1.key }) { h.fact(key, value) }
            }
          }
          if candidate.promotedTo == nil {
            Section.side(&h, "Promote it") {
              $0("pre", .class("code"), .focusable, text: "git registry candidate promote \(name) \(id)")
            }
          }
        }
      }
    }
    var page = Page("\(name), candidate \(id)", heading: HTML { $0.text("Candidate \(id)") }, body: body)
    page.crumbs =
      ModelFrame.crumbs(name, model, context) + [
        .init(text: "Candidates", address: context.links.model(name, "candidates"))
      ]
    page.actions = try Offer.ofCandidate(name, id, candidate, context)
    page.lead = HTML { h in
      if let text = candidate.description { h.text(text + " ") }
      if let by = candidate.createdBy { h.text("Made by \(by) ") }
      if let time = candidate.createdAt {
        h.text("on ")
        h.time(time, DateText.long)
      }
    }
    return page
  }

  private static func values(_ h: inout HTML, _ id: String, _ title: String, _ rows: [(String, String)]) {
    guard !rows.isEmpty else { return }
    Section.card(&h, id, title) { h in
      Section.scroll(&h, title) { h in
        h("table") { h in
          h.head([("Name", false), ("Value", false)])
          h("tbody") { h in
            for (name, value) in rows {
              h("tr") { h in
                h("th", .row) { $0("code", text: name) }
                h("td", text: value)
              }
            }
          }
        }
      }
    }
  }
}
