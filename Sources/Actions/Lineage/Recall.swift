package import Diagnostics
package import Manifests
import RegistryStore
import Rules

/// Every version that was made from one, through any number of others, nearest first.
package struct Recall {
  package struct Version: Hashable, Sendable {
    package let model: ModelName
    package let number: SemanticVersion
    package let status: VersionStatus
    /// That name it now, sorted.
    package let aliases: [String]
    /// What it was made from, of what was made from the origin; the origin itself for the nearest.
    package fileprivate(set) var through: [String]
  }

  /// `REGISTRY/MODEL@VERSION`.
  package let origin: String
  package private(set) var versions: [Version] = []

  /// - Parameter graph: of what was made from the origin.
  /// - Throws: ``ActionFailure`` if a manifest cannot be read.
  package init(_ graph: LineageGraph, by find: RegistryLookup) throws {
    origin = graph.root
    var places: [String: Int] = [:]
    var last: (name: ModelName, model: Model)?
    for edge in graph.edges where edge.output != origin {
      if let place = places[edge.output] {
        versions[place].through.append(edge.input)
        continue
      }
      guard let reference = Reference(edge.output), let name = reference.modelName,
        case .version(let number)? = reference.selector
      else { continue }
      let model = if let last, last.name == name { last.model } else { try find.model(name) }
      last = (name, model)
      let value = try find.snapshot.value(of: number, in: name)
      places[edge.output] = versions.count
      versions.append(
        Version(
          model: name, number: number, status: try value?.status ?? find.version(number, of: name).status,
          aliases: model.aliases(of: number), through: [edge.input]))
    }
  }

  package var value: JSONValue {
    .object([
      "origin": .string(origin),
      "versions": .array(
        versions.map { version in
          .object([
            "ref": .string("\(version.model)@\(version.number)"), "registry": .string(version.model.registry),
            "model": .string(version.model.model), "version": .string("\(version.number)"),
            "status": .string(version.status.rawValue), "aliases": .array(version.aliases.map { .string($0) }),
            "through": .array(version.through.map { .string($0) }),
          ])
        }),
    ])
  }
}
