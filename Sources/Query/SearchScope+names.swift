import Diagnostics

extension SearchScope {
  /// The map that a word before a dot names.
  func facts(_ word: String) -> Field.Facts? {
    if self == .mlflowTraces, ["metadata", "request_metadata", "trace_metadata"].contains(word) { return .parameters }
    return Field.Facts(word)
  }

  /// The names that completion offers: attributes, then the maps, each with its dot.
  package var fieldNames: [String] {
    var names: [String] = []
    var seen: Set<Attribute> = []
    for field in attributes where seen.insert(field.attribute).inserted { names.append(field.name) }
    return names + facts.map { $0.rawValue + "." }
  }

  /// The attribute of a name; nil if rows here do not have it.
  func attribute(_ name: String, for use: FieldName.Use) -> Attribute? {
    attributes.first { $0.name == name && ($0.use == .both || $0.use == use || use == .both) }?.attribute
  }

  /// How a field is written in this scope.
  package func name(of field: Field) -> String {
    if let fact = field.fact { return "\(fact.facts.rawValue).\(Self.written(fact.key))" }
    guard case .attribute(let attribute) = field else { return "" }
    return attributes.first { $0.attribute == attribute }?.name ?? attribute.rawValue
  }

  /// A key as it is, or in backticks.
  private static func written(_ key: String) -> String {
    let isPlain = key.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
      case UInt8(ascii: "0")...UInt8(ascii: "9"): true
      default: "_-./".utf8.contains(byte)
      }
    }
    guard !isPlain || key.isEmpty else { return key }
    // Scalars: a backtick with a combining mark is one Character, and two of them are not the same.
    var quoted = "`"
    for scalar in key.unicodeScalars {
      if scalar == "`" { quoted += "`" }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "`"
  }

  /// `name, status, tags.KEY`: what there is to filter by, or to sort by.
  func fieldList(for use: FieldName.Use) -> String {
    let names = fieldNames.filter { attribute($0, for: use) != nil }
    return (names + facts(for: use).map { $0.rawValue + ".KEY" }).joined(separator: ", ")
  }

  /// What to do about a name that is not a field here.
  func help(for name: String, use: FieldName.Use) -> String {
    let words = facts.map(\.rawValue)
    if let facts = Field.Facts(name), words.contains(facts.rawValue) { return "write \(facts.rawValue).KEY" }
    let isDotted = name.utf8.contains(UInt8(ascii: "."))
    if isDotted {
      let (word, key) = (String(name.prefix { $0 != "." }), String(name.drop { $0 != "." }))
      if let near = Suggestion.nearest(to: word, among: words) { return "did you mean '\(near)\(key)'?" }
    }
    let names = attributes.map(\.name).filter { attribute($0, for: use) != nil }
    if let near = Suggestion.nearest(to: name, among: names) { return "did you mean '\(near)'?" }
    guard mlflow == nil else { return "use one of: \(fieldList(for: use))" }
    let others = Self.allCases.filter { $0.mlflow == nil && $0 != self && $0.attribute(name, for: .both) != nil }
    if let other = others.first { return "it is a field of \(other.rows)" }
    guard !facts.isEmpty, !isDotted else { return "use one of: \(fieldList(for: use))" }
    let keys = words.map { "\($0).\(Self.written(name))" }
    return "write "
      + (keys.count == 1 ? keys[0] : keys.dropLast().joined(separator: ", ") + " or " + keys[keys.count - 1])
  }
}
