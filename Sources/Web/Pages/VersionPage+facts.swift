import Diagnostics
import Manifests
import RegistryStore
import Rules

/// The tables of a version: metrics, parameters, files, signature.
extension VersionPage {
  func metrics(_ h: inout HTML) {
    guard !version.metrics.isEmpty else { return }
    let order = table.metrics(directions).filter { version.metrics[$0] != nil }
    let gates = gateTexts
    let others = [before.map { ("before it, \($0.number)", $0) }, production.map { ("production, \($0.number)", $0) }]
      .compactMap { $0 }
    Section.card(
      &h, "metrics", "Metrics",
      note: { h in
        guard !others.isEmpty else { return }
        h(
          "a", .href(context.links.compare(name, ["\(number)"] + others.map { "\($0.1.number)" })),
          text: "Compare all facts")
      }
    ) { h in
      Section.scroll(&h, "Metrics") { h in
        h("table") { h in
          h("thead") { h in
            h("tr") { h in
              h("th", .column, text: "Metric")
              h("th", .column, .class("num"), text: "\(number)")
              for other in others { h("th", .column, .class("num", "delta"), text: other.0) }
              if !gates.isEmpty { h("th", .column, text: "Gate") }
            }
          }
          h("tbody") { h in
            for metric in order { row(&h, metric, others.map(\.1), gates.isEmpty ? nil : gates[metric] ?? []) }
          }
        }
      }
    }
  }

  private func row(_ h: inout HTML, _ metric: String, _ others: [ModelTable.Row], _ gates: [(Bool, String)]?) {
    let value = version.metrics[metric] ?? .nan
    let decimals = NumberText.decimals(of: [value] + others.compactMap { $0.version.metrics[metric] })
    h("tr") { h in
      h("th", .row) { $0("code", text: metric) }
      h("td", .class("num")) { $0("b", text: NumberText.fixed(value, decimals)) }
      for other in others {
        h("td", .class("num")) { h in
          guard let old = other.version.metrics[metric] else {
            h("span", .class("muted"), text: "–")
            return
          }
          h.text(NumberText.fixed(old, decimals) + " ")
          MetricChange(from: old, to: value, better: directions.better(metric))?.write(&h)
        }
      }
      guard let gates else { return }
      h("td", .class("soft", "nowrap")) { h in
        for (passes, text) in gates {
          h("div") { h in
            h("span", passes ? .class("up") : .class("down")) { h in
              h.text(passes ? "✓" : "✗")
              h("span", .class("hidden"), text: passes ? " passes" : " fails")
            }
            h.text(" \(text)")
          }
        }
      }
    }
  }

  /// Of each metric: whether it passes, and what is asked. The bounds that depend on another version are not judged here.
  private var gateTexts: [String: [(Bool, String)]] {
    let gates =
      [(nil, registry.gates.versions)]
      + registry.gates.aliases.sorted { $0.key < $1.key }.map { ($0.key as String?, $0.value as Gate?) }
    var texts: [String: [(Bool, String)]] = [:]
    for (alias, gate) in gates {
      for (metric, bound) in gate?.metrics ?? [:] {
        let passes = bound.failure(of: version.metrics[metric]) == nil
        texts[metric, default: []].append((passes, GateText.bound(bound) + (alias.map { " for \($0)" } ?? "")))
      }
    }
    return texts
  }

  func parameters(_ h: inout HTML) {
    let names = Set(version.parameters.keys).union(before?.version.parameters.keys.map { $0 } ?? []).sorted()
    guard !names.isEmpty else { return }
    let differing = names.filter { before != nil && version.parameters[$0] != before?.version.parameters[$0] }
    let same = names.filter { !differing.contains($0) }
    Section.card(
      &h, "parameters", "Parameters",
      note: { h in
        guard let before else { return }
        h(
          "span", .class("muted"),
          text:
            "\(differing.count) of \(names.count) \(differing.count == 1 ? "differs" : "differ") from \(before.number)")
      }
    ) { h in
      if !differing.isEmpty {
        Section.scroll(&h, "Parameters that differ") { h in
          h("table") { h in
            h.head([("Name", false), ("\(number)", false), (before.map { "\($0.number)" } ?? "", false)])
            h("tbody") { h in
              for name in differing {
                h("tr") { h in
                  h("th", .row) { $0("code", text: name) }
                  for value in [version.parameters[name], before?.version.parameters[name]] {
                    h("td") { h in
                      if let value { h("code", text: "\(value)") } else { h("span", .class("muted"), text: "–") }
                    }
                  }
                }
              }
            }
          }
        }
      }
      guard !same.isEmpty else { return }
      h("details", .class("pad"), differing.isEmpty ? .flag("open") : nil) { h in
        h(
          "summary",
          text: before == nil ? "\(same.count)" : "\(same.count) \(same.count == 1 ? "is" : "are") the same")
        h("dl", .class("facts", "mono")) { h in
          for name in same { h.fact(name, version.parameters[name].map { "\($0)" } ?? "–") }
        }
      }
    }
  }

  func files(_ h: inout HTML) {
    let artifacts = version.artifacts
    let known = Dictionary((before?.version.artifacts ?? []).map { ($0.digest, $0.path) }) { first, _ in first }
    Section.card(
      &h, "files", "Files",
      note: {
        $0(
          "span", .class("muted"),
          text: "\(NumberText.count(artifacts.count, "file", "files")), \(NumberText.size(artifacts.sizeInBytes))")
      }
    ) { h in
      guard !artifacts.isEmpty else {
        h("p", .class("pad", "muted"), text: "This version has no files.")
        return
      }
      Section.scroll(&h, "Files") { h in
        h("table") { h in
          h.head([("Path", false), ("Type", false), ("Size", true), ("SHA-256", false), ("Content", false)])
          h("tbody") { h in
            for artifact in artifacts {
              h("tr") { h in
                h("th", .row) { h in
                  h("span", .class("path"), text: artifact.path)
                  if known[artifact.digest] != nil, let before {
                    h("span", .class("muted"), text: " as in \(before.number)")
                  }
                }
                h("td", text: artifact.type)
                h("td", .class("num"), text: NumberText.size(artifact.sizeInBytes))
                h("td") { h in
                  h("a", .href(context.links.blob(artifact.digest)), .title("\(artifact.digest)")) {
                    $0("code", text: "\(artifact.digest.hex.prefix(12))…")
                  }
                }
                let address = context.links.file(name, number, artifact.path)
                h("td", address.isNowhere || !mayRead ? .class("muted") : nil) { h in
                  guard !address.isNowhere else { return h.text("by git registry pull") }
                  guard mayRead else { return h.text("not for your role") }
                  h("a", .href(address), .label("Download \(artifact.path)"), text: "Download")
                }
              }
            }
          }
        }
      }
    }
  }

  func signature(_ h: inout HTML) {
    guard let signature = version.signature else { return }
    let old = before?.version.signature
    Section.card(
      &h, "signature", "Signature",
      note: { h in
        if let before, old == signature { h("span", .class("muted"), text: "the same as in \(before.number)") }
      }
    ) { h in
      Section.scroll(&h, "Signature") { h in
        h("table") { h in
          h.head([("Name", false), ("Type", false), ("Needed", false)])
          h("tbody") { h in
            group(&h, "Inputs", signature.inputs, old?.inputs, isInput: true)
            group(&h, "Outputs", signature.outputs, old?.outputs, isInput: false)
            guard !signature.params.isEmpty else { return }
            h("tr", .class("line")) { $0("th", .span(3), .rowGroup, text: "Parameters of inference") }
            for parameter in signature.params {
              h("tr") { h in
                h("th", .row) { $0("code", text: parameter.name) }
                h("td") { $0("code", text: "\(parameter.shape == nil ? "" : "list of ")\(parameter.type)") }
                h("td", .class("soft"), text: parameter.default.map { "\($0) unless given" } ?? "yes")
              }
            }
          }
        }
      }
    }
  }

  private func group(
    _ h: inout HTML, _ title: String, _ fields: [SignatureField], _ old: [SignatureField]?, isInput: Bool
  ) {
    guard !fields.isEmpty else { return }
    h("tr", .class("line")) { $0("th", .span(3), .rowGroup, text: title) }
    for (index, field) in fields.enumerated() {
      h("tr") { h in
        h("th", .row) { $0("code", text: field.name ?? "#\(index + 1)") }
        h("td") { $0("code", text: "\(field.type)") }
        h("td", .class("soft")) { h in
          if isInput { h.text(field.isOptional ? "no" : "yes") }
          if let old, !old.contains(where: { $0.name == field.name }) {
            h("span", .class("chip"), text: "new")
          }
        }
      }
    }
  }
}
