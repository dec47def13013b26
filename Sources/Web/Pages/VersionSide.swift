import Actions
import Manifests
import RegistryStore
import Rules

/// Beside a version: how it is taken, where it came from, who takes it.
struct VersionSide {
  private let page: VersionPage

  init(of page: VersionPage) { self.page = page }

  func write(_ h: inout HTML) throws {
    let (version, context) = (page.version, page.context)
    Section.side(&h, "Use it") { h in
      UseIt(page.name, "\(page.number)", file: version.artifacts.first?.path, context).write(&h)
    }
    origin(&h)
    try takers(&h)
    guard !version.tags.isEmpty else { return }
    Section.side(&h, "Tags") { h in
      h("ul", .class("tags")) { h in
        for (key, value) in version.tags.sorted(by: { $0.key < $1.key }) {
          h("li", .class("chip"), text: value.isEmpty ? key : "\(key) \(value)")
        }
      }
    }
  }

  private func origin(_ h: inout HTML) {
    let version = page.version
    let (job, source) = (version.job, version.source)
    guard job != nil || source != nil || version.candidate != nil || version.algorithm != nil || version.run != nil
    else { return }
    Section.side(&h, "Where it came from") { h in
      h("dl", .class("facts")) { h in
        if let job {
          let number = job.id.map { "#\($0)" }
          h.fact("Job") { h in
            h.foreign([job.name, number].compactMap { $0 }.joined(separator: " ").nonEmpty ?? "job", job.url)
            if let log = job.log {
              h.text(", ")
              h.foreign("log", log)
            }
          }
        }
        if let pipeline = job?.pipeline {
          h.fact("Pipeline") { $0.foreign(pipeline.id.map { "#\($0)" } ?? "pipeline", pipeline.url) }
        }
        if let request = job?.mergeRequest {
          h.fact("Merge request") { $0.foreign(request.id.map { "!\($0)" } ?? "merge request", request.url) }
        }
        if let source {
          h.fact("Source") { h in
            if let commit = source.commit {
              h("code", .title(commit), text: String(commit.prefix(10)))
              h.text(" in ")
            }
            h.foreign(source.repository, source.repository)
          }
        }
        if let id = version.candidate {
          h.fact("Candidate") { $0("a", .class("mono"), .href(page.context.links.candidate(page.name, id)), text: id) }
        }
        h.fact("Algorithm", version.algorithm)
        h.fact("Run", version.run)
      }
    }
  }

  /// What those mean now that many use, and whether it is this version.
  private func takers(_ h: inout HTML) throws {
    let (number, find) = (page.number, page.context.find)
    var selectors = page.model.aliases(of: number)
    selectors += ["latest", "^\(number.major).\(number.minor)", "~\(number.major).\(number.minor).0"]
    var rows: [(String, String)] = []
    for text in selectors {
      guard let selector = Reference("\(page.name)@\(text)")?.selector else { continue }
      let meant = try? find.number(selector, of: page.name)
      let what = meant.map { $0 == number ? "this version" : "\($0), not this one" } ?? "no version"
      rows.append((text, what))
    }
    Section.side(&h, "Who takes it") { h in
      h("dl", .class("facts")) { h in
        for (text, what) in rows {
          h("dt", .class("mono"), text: "@\(text)")
          h("dd", text: what)
        }
      }
    }
  }
}

extension String {
  fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
