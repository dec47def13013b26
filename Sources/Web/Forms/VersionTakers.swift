import Actions
import Manifests
import RegistryStore
import Rules

/// What happens to those who take a version, if its status changes: what each name of it means now, and what it will mean.
struct VersionTakers {
  enum Effect: Sendable {
    /// It stays what every name of it means.
    case stays
    /// Only those who name it exactly still get it.
    case leavesRanges
    /// It can be meant again.
    case returns
    /// Its number means nothing any more.
    case leaves
  }

  private let lines: [String]

  init(_ name: ModelName, _ number: SemanticVersion, _ effect: Effect, _ context: PageContext) throws {
    let (find, snapshot) = (context.find, context.snapshot)
    let aliases = AliasOrder.sorted(try find.model(name).aliases(of: number), try find.registry(name.registry))
    var lines: [String] = []
    switch effect {
    case .stays: lines.append("Everybody who takes it keeps getting it, with this reason as a warning.")
    case .returns: lines.append("Ranges and latest may mean it again.")
    case .leavesRanges: lines.append("Who names \(number) exactly still gets it, with this reason as a warning.")
    case .leaves: lines.append("Nobody gets \(number) any more, and the number is never used again.")
    }
    if effect == .leaves, !aliases.isEmpty {
      lines.append("\(aliases.joined(separator: ", ")) \(aliases.count == 1 ? "names" : "name") it: move that first.")
    } else if effect != .returns, !aliases.isEmpty {
      lines.append(
        "\(aliases.joined(separator: ", ")) \(aliases.count == 1 ? "names" : "name") it, and will go on to do so.")
    }
    if effect == .leavesRanges || effect == .leaves {
      let versions = try snapshot.versions(of: name)
      for text in ["latest", "^\(number.major).\(number.minor)", "~\(number.major).\(number.minor).0"] {
        guard let selector = Reference("\(name)@\(text)")?.selector,
          try Self.meaning(selector, versions, without: nil, name, context) == number
        else { continue }
        let next = try Self.meaning(selector, versions, without: number, name, context)
        lines.append(next.map { "@\(text) will mean \($0)." } ?? "@\(text) will mean no version.")
      }
    }
    self.lines = lines
  }

  /// The highest version that a selector takes; nil for none.
  private static func meaning(
    _ selector: Reference.Selector, _ versions: [SemanticVersion], without gone: SemanticVersion?, _ name: ModelName,
    _ context: PageContext
  ) throws -> SemanticVersion? {
    for number in versions.reversed() where number != gone {
      switch selector {
      case .latest: guard !number.isPrerelease else { continue }
      case .range(let range): guard range.contains(number) else { continue }
      default: return nil
      }
      if try context.snapshot.version("\(number)", of: name)?.value?.status != .yanked { return number }
    }
    return nil
  }

  func html(_ links: Links) -> HTML {
    HTML { h in
      h("section", .class("verdict"), .label("What happens to those who take it")) { h in
        h("h2", text: "What happens to those who take it")
        h("ul") { h in for line in lines { h("li", text: line) } }
      }
    }
  }
}
