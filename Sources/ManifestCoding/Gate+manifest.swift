internal import Diagnostics
internal import Manifests

extension Gates {
  init?(reader: inout FieldReader) {
    let versions = reader.nested("versions", Gate.init(reader:))
    var aliases: [String: String] = [:]
    self.init(
      versions: versions,
      aliases: reader.nested(by: "aliases", Gate.init(reader:)) { alias in
        guard NameGrammar.alias.accepts(alias) else {
          return ("'\(alias)' is not a valid alias", NameGrammar.alias.rule)
        }
        if NameGrammar.isReservedAlias(alias) { return ("alias '\(alias)' is reserved", "name another alias") }
        return aliases.updateValue(alias, forKey: alias.lowercased()).map { twin in
          ("aliases '\(twin)' and '\(alias)' are the same name", "remove one of them")
        }
      })
  }

  var value: JSONValue? {
    Fields.object([("versions", versions?.value), ("aliases", Fields.dictionary(aliases) { $0.value ?? .object([]) })])
  }
}

extension Gate {
  /// What asks for nothing is written as nothing, so it reads as nothing.
  init?(reader: inout FieldReader) {
    let key = "a key of 1 to 250 printable characters, without spaces at its ends"
    func keys(_ field: String) -> [String] {
      reader.parsedList(field, expecting: key) { NameGrammar.isKey($0) ? $0 : nil } ?? []
    }
    self.init(
      metrics: reader.metricBounds(), parameters: keys("parameters"), tags: keys("tags"),
      requires: reader.values("requires", of: Evidence.self))
    if isEmpty { return nil }
  }

  /// The bounds of a change that is routine: metrics alone; without any, every patch is.
  init?(routine reader: inout FieldReader) { self.init(metrics: reader.metricBounds()) }

  var value: JSONValue? {
    Fields.object([
      ("metrics", Fields.dictionary(metrics, \.value)),
      ("parameters", Fields.array(parameters) { .string($0) }),
      ("tags", Fields.array(tags) { .string($0) }),
      ("requires", Fields.array(requires) { .string($0.rawValue) }),
    ])
  }
}

extension FieldReader {
  fileprivate mutating func metricBounds() -> [String: MetricBound] {
    nested(by: "metrics", MetricBound.init(reader:)) { name in
      NameGrammar.isKey(name)
        ? nil
        : (
          "'\(name)' is not a valid key of metrics",
          "a key is 1 to 250 printable characters, without spaces at its ends"
        )
    }
  }

  fileprivate mutating func tolerance(_ key: String) -> Tolerance? {
    guard let value = parameter(key) else { return nil }
    let tolerance: Tolerance? =
      switch value {
      case .string(let text): Tolerance(percentage: text)
      case .integer(let value) where value >= 0: .absolute(Double(value))
      case .number(let value) where value >= 0: .absolute(value)
      case .integer, .number, .boolean: nil
      }
    if tolerance == nil {
      context.add(
        .schema, "'\(path.appending(key))' is neither a percentage nor a number from 0 up",
        at: node.mark(of: FieldPath(key)),
        help: "write \"5%\" for a share of the current value, or a number such as 0.02")
    }
    return tolerance
  }
}

extension MetricBound {
  fileprivate init?(reader: inout FieldReader) {
    self.init(
      min: reader.number("min"), max: reader.number("max"),
      maxWorseThanCurrent: reader.tolerance("maxWorseThanCurrent"), better: reader.value("better", of: Direction.self))
    if let min, let max, min > max {
      reader.context.add(
        .schema, "'\(reader.path)' has the minimum \(min) above the maximum \(max), so nothing passes",
        at: reader.node.mark(of: FieldPath("min")), help: "swap them, or remove one")
    }
  }

  /// Without members if the metric only has to be there.
  fileprivate var value: JSONValue {
    .object(
      Fields.list([
        ("min", min.map { .number($0) }), ("max", max.map { .number($0) }),
        ("maxWorseThanCurrent", maxWorseThanCurrent?.value), ("better", Fields.string(better?.rawValue)),
      ]))
  }
}

extension Tolerance {
  fileprivate var value: JSONValue {
    switch self {
    case .percent: .string(description)
    case .absolute(let distance): .number(distance)
    }
  }
}
