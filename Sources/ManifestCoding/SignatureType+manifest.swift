internal import Diagnostics
internal import Manifests

/// `type` and the keys that belong to it, as MLflow's JSON has them:
///
///     type: object
///     properties: {a: {type: string, required: true}, b: {type: array, items: {type: long}}}
///
/// A tensor's `dtype` and `shape` are next to its `type`.
extension SignatureType {
  /// What `type` may say within another type.
  fileprivate static let innerWords =
    ColumnType.allCases.map(\.rawValue) + [any, sparkVector].map(\.word) + ["object", "array", "map"]
  /// … and of an input or output.
  static let words = innerWords + ["tensor"]
  /// … and of a parameter of inference.
  static let parameterWords = ColumnType.allCases.map(\.rawValue) + ["object"]

  init?(reader: inout FieldReader, among words: [String]) {
    guard let word = reader.word("type", among: words, isRequired: true) else {
      // What belongs to an unknown type is reported once that is fixed.
      for key in ["dtype", "shape", "properties", "items", "values"] { reader.pass(key) }
      return nil
    }
    switch word {
    case "tensor":
      let dtype = reader.line("dtype", isRequired: true)
      let shape = reader.shape("shape", isRequired: true)
      guard let dtype, let shape else { return nil }
      self = .tensor(dtype: dtype, shape: shape)
    case "object":
      guard let properties = reader.properties("properties") else { return nil }
      self = .object(Self.sorted(properties))
    case "array":
      guard let items = reader.innerType("items") else { return nil }
      self = .array(items)
    case "map":
      guard let values = reader.innerType("values") else { return nil }
      self = .map(values)
    case Self.any.word: self = .any
    case Self.sparkVector.word: self = .sparkVector
    default:
      guard let column = ColumnType(rawValue: word) else { return nil }
      self = .column(column)
    }
  }

  /// `type` and what belongs to it.
  var rows: [Fields.Row] {
    let more: [Fields.Row] =
      switch self {
      case .column, .any, .sparkVector: []
      case .tensor(let dtype, let shape):
        [("dtype", .string(dtype)), ("shape", .array(shape.map { .integer($0) }))]
      case .object(let properties):
        [("properties", .object(properties.map { .init($0.name ?? "", $0.propertyValue) }))]
      case .array(let items): [("items", items.value)]
      case .map(let values): [("values", values.value)]
      }
    return [("type", .string(word))] + more
  }

  private var value: JSONValue { .object(Fields.list(rows)) }
}

extension SignatureField {
  /// A property without the name, which is its key.
  fileprivate var propertyValue: JSONValue {
    .object(Fields.list(type.rows + [("required", isRequired.map { .boolean($0) })]))
  }
}

extension FieldReader {
  fileprivate mutating func innerType(_ key: String) -> SignatureType? {
    nested(key, isRequired: true) { SignatureType(reader: &$0, among: SignatureType.innerWords) }
  }

  fileprivate mutating func properties(_ key: String) -> [SignatureField]? {
    let properties = nestedPairs(key, isRequired: true) { name, reader -> SignatureField? in
      let type = SignatureType(reader: &reader, among: SignatureType.innerWords)
      let isRequired = reader.boolean("required")
      return type.map { SignatureField(name: name, type: $0, isRequired: isRequired) }
    }
    guard let properties else { return nil }
    for pair in node.pairs.first(where: { $0.key == key })?.value.pairs ?? [] where !Self.isLine(pair.key, limit: 1024)
    {
      context.add(.schema, "the name of a property is not one line of 1 to 1024 characters", at: pair.keyMark)
    }
    if properties.isEmpty, node.pairs.first(where: { $0.key == key })?.value.pairs.isEmpty == true {
      context.add(
        .schema, "'\(path.appending(key))' is empty", at: node.mark(of: FieldPath(key)),
        help: "name a property, or write 'type: any'")
    }
    return properties
  }
}
