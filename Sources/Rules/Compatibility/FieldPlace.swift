import ManifestCoding
import Manifests

/// Which way values go.
enum SignatureSide: String {
  case input, output, param
}

/// A field of a signature, or what is in it: what people call it, and where it is.
struct FieldPlace {
  let side: SignatureSide
  /// `text`, `review.author`, `tags[]` for an array's items, `scores{}` for a map's values; `#1` for the first without a name.
  let name: String
  let isNamed: Bool
  let field: FieldPath

  var title: String { isNamed ? "\(side.rawValue) '\(name)'" : "\(side.rawValue) \(name)" }

  var properties: FieldList { FieldList(side, field.appending("properties"), of: self) }
  var items: FieldPlace { inner("[]", "items") }
  var values: FieldPlace { inner("{}", "values") }

  private func inner(_ suffix: String, _ key: String) -> FieldPlace {
    FieldPlace(side: side, name: name + suffix, isNamed: isNamed, field: field.appending(key))
  }
}

/// The inputs, the outputs, or the properties of an object.
struct FieldList {
  let side: SignatureSide
  let field: FieldPath
  private let owner: FieldPlace?

  init(_ side: SignatureSide, _ field: FieldPath, of owner: FieldPlace? = nil) {
    self.side = side
    self.field = field
    self.owner = owner
  }

  func place(of index: Int, in fields: [SignatureField]) -> FieldPlace {
    let name = fields[index].name
    guard let owner else {
      return FieldPlace(
        side: side, name: name ?? "#\(index + 1)", isNamed: name != nil, field: field.appending(index))
    }
    return FieldPlace(
      side: side, name: "\(owner.name).\(name ?? "")", isNamed: owner.isNamed, field: field.appending(name ?? ""))
  }
}

/// Which fields of two lists are the same: those of one name, those without a name by position.
struct FieldMatch {
  /// New index → old index.
  private(set) var pairs: [Int: Int] = [:]
  /// New index → old index of a field that seems to have another name now: the types agree, and no other field that came or
  /// went has that type.
  private(set) var renamed: [Int: Int] = [:]
  /// Old indices of what is neither.
  private(set) var gone: [Int] = []

  private struct Key: Hashable {
    let name: String?
    let occurrence: Int
  }

  private struct Kind: Hashable {
    let type: SignatureType
    let isOptional: Bool
  }

  init(_ old: [SignatureField], _ new: [SignatureField]) {
    let oldKeys = Self.keys(old)
    let before = Dictionary(oldKeys.enumerated().map { ($1, $0) }) { first, _ in first }
    var isMatched = Array(repeating: false, count: old.count)
    var added: [Int] = []
    for (index, key) in Self.keys(new).enumerated() {
      if let other = before[key] {
        pairs[index] = other
        isMatched[other] = true
      } else {
        added.append(index)
      }
    }
    gone = old.indices.filter { !isMatched[$0] }
    guard !gone.isEmpty, !added.isEmpty else { return }
    func kinds(_ indices: [Int], _ fields: [SignatureField]) -> [Kind: [Int]] {
      Dictionary(grouping: indices.filter { fields[$0].name != nil }) {
        Kind(type: fields[$0].type, isOptional: fields[$0].isOptional)
      }
    }
    let (went, came) = (kinds(gone, old), kinds(added, new))
    for (kind, indices) in came {
      guard let others = went[kind], indices.count == 1, others.count == 1 else { continue }
      renamed[indices[0]] = others[0]
    }
    let known = Set(renamed.values)
    gone.removeAll { known.contains($0) }
  }

  private static func keys(_ fields: [SignatureField]) -> [Key] {
    var counts: [String?: Int] = [:]
    return fields.map { field in
      defer { counts[field.name, default: 0] += 1 }
      return Key(name: field.name, occurrence: counts[field.name, default: 0])
    }
  }
}
