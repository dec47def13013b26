package import Manifests

extension Comparison {
  /// What a review says about a version that differs from others: algorithm, interface, metrics and parameters.
  static func reviewed(_ version: ModelVersion, _ others: [ModelVersion]) -> [Comparison] {
    (interface(version, others) + metrics(version, others)
      + rows(.parameter, version, others) { $0.parameters.mapValues(\.description) }).filter(\.differs)
  }

  /// Everything in which a version differs from another.
  package static func all(_ version: ModelVersion, against other: ModelVersion) -> [Comparison] {
    everything(version, against: [other]).filter(\.differs)
  }

  /// Everything that a version or one of the others has, whether it differs or not.
  package static func everything(_ version: ModelVersion, against others: [ModelVersion]) -> [Comparison] {
    let once = fields.map { name, value in Comparison(.field, name, value(version), others.map(value)) }
    return interface(version, others) + metrics(version, others)
      + rows(.parameter, version, others) { $0.parameters.mapValues(\.description) }
      + rows(.artifact, version, others, \.artifactRows) + rows(.lineage, version, others, \.lineageRows)
      + rows(.tag, version, others, \.tags)
      + once.filter { $0.value != nil || $0.others.contains { $0 != nil } }
  }

  private static func interface(_ version: ModelVersion, _ others: [ModelVersion]) -> [Comparison] {
    let algorithm = Comparison(.algorithm, "algorithm", version.algorithm, others.map(\.algorithm))
    return (version.algorithm == nil && others.allSatisfy { $0.algorithm == nil } ? [] : [algorithm])
      + rows(.input, version, others) { $0.signature?.inputs.rows ?? [:] }
      + rows(.output, version, others) { $0.signature?.outputs.rows ?? [:] }
      + rows(.param, version, others) { version in
        Dictionary((version.signature?.params ?? []).map { ($0.name, $0.text) }) { first, _ in first }
      }
  }

  private static func metrics(_ version: ModelVersion, _ others: [ModelVersion]) -> [Comparison] {
    names(version.metrics, others.map(\.metrics)).map { name in
      let (old, new) = (others.first?.metrics[name], version.metrics[name])
      return Comparison(
        .metric, name, new.map { "\($0)" }, others.map { $0.metrics[name].map { "\($0)" } },
        trend: old.flatMap { old in new.flatMap { Comparison.Trend(from: old, to: $0) } })
    }
  }

  private static func rows(
    _ kind: Kind, _ version: ModelVersion, _ others: [ModelVersion], _ values: (ModelVersion) -> [String: String]
  ) -> [Comparison] {
    let (value, others) = (values(version), others.map(values))
    return names(value, others).map { name in Comparison(kind, name, value[name], others.map { $0[name] }) }
  }

  private static func names<Value>(_ one: [String: Value], _ others: [[String: Value]]) -> [String] {
    others.reduce(into: Set(one.keys)) { $0.formUnion($1.keys) }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static let fields: [(String, @Sendable (ModelVersion) -> String?)] = [
    ("description", { $0.description }),
    ("status", { $0.status.rawValue + ($0.statusReason.map { ": \($0)" } ?? "") }),
    ("createdAt", { $0.createdAt }),
    ("createdBy", { $0.createdBy }),
    ("candidate", { $0.candidate }),
    ("source repository", { $0.source?.repository }),
    ("source commit", { $0.source?.commit }),
    ("job", { $0.job?.url ?? $0.job?.id }),
    ("run", { $0.run }),
    ("ordinal", { version in version.ordinal.map { "\($0)" } }),
  ]
}

extension [SignatureField] {
  fileprivate var rows: [String: String] {
    Dictionary(enumerated().map { ($1.name ?? "#\($0 + 1)", "\($1.type)" + ($1.isOptional ? " (optional)" : "")) }) {
      first, _ in first
    }
  }
}

extension SignatureParameter {
  fileprivate var text: String {
    "\(shape == nil ? "" : "list of ")\(type)" + (`default`.map { " = \($0)" } ?? "")
  }
}

extension ModelVersion {
  fileprivate var artifactRows: [String: String] {
    Dictionary(facts.artifacts.map { ($0.path, "\($0.type) \($0.digest)\($0.isExecutable ? " executable" : "")") }) {
      first, _ in first
    }
  }

  /// Versions by the model, digests by the address.
  fileprivate var lineageRows: [String: String] {
    Dictionary(
      facts.lineage.map { input in
        guard !input.isAddress, let at = input.input.lastIndex(of: "@") else {
          return (input.input, input.digest.map { "\($0)" } ?? "without digest")
        }
        return (String(input.input[..<at]), String(input.input[input.input.index(after: at)...]))
      }
    ) { "\($0), \($1)" }
  }
}
