import Foundation
import Manifests
import Query

/// The meaning of a filter once more, written as differently as can be: each value against each, by a question of its own.
enum NaiveMatching {
  static func matches(_ filter: Filter, _ row: SampleRow) -> Bool {
    switch filter {
    case .word(let word): row.texts.contains { $0.lowercased().range(of: word.lowercased(), options: .literal) != nil }
    case .has(let field): row.fields[field] != nil
    case .not(let filter): matches(filter, row) == false
    case .and(let filters): !filters.map { matches($0, row) }.contains(false)
    case .or(let filters): filters.map { matches($0, row) }.contains(true)
    case .like(let field, let pattern): (row.fields[field] ?? []).map { like($0.text, pattern) }.contains(true)
    case .oneOf(let field, let values):
      values.map { matches(.comparison(field, .equal, $0), row) }.contains(true)
    case .comparison(let field, let relation, let value):
      (row.fields[field] ?? []).map { holds($0, relation, value) }.contains(true)
    }
  }

  private static func like(_ text: String, _ pattern: LikePattern) -> Bool {
    var expression = "^"
    var scalars = Array(pattern.text.unicodeScalars)[...]
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "%": expression += ".*"
      case "_": expression += "."
      case "\\":
        let escaped = scalars.first.map { "%_\\".unicodeScalars.contains($0) } ?? false
        expression += NSRegularExpression.escapedPattern(for: escaped ? String(scalars.removeFirst()) : "\\")
      default: expression += NSRegularExpression.escapedPattern(for: String(scalar))
      }
    }
    let options: NSRegularExpression.Options = [.dotMatchesLineSeparators]
    let insensitive: NSRegularExpression.Options = pattern.isCaseSensitive ? [] : [.caseInsensitive]
    let regex = try? NSRegularExpression(pattern: expression + "\\z", options: options.union(insensitive))
    return regex?.firstMatch(in: text, range: NSRange(text.startIndex..., in: text)) != nil
  }

  private static func holds(_ one: FieldValue, _ relation: Relation, _ value: FilterValue) -> Bool {
    switch value {
    case .number(let wanted):
      let number: Number? =
        switch one {
        case .number(let number): number
        case .text(let text): Number(text)
        default: nil
        }
      guard let left = number.flatMap({ Double($0.description) }), let right = Double(wanted.description) else {
        return false
      }
      if left.isNaN || right.isNaN { return relation == .equal && left.isNaN && right.isNaN }
      return compare(left, relation, right)
    case .text(let wanted):
      // Bytes in hexadecimal are in the order of the bytes.
      return compare(
        Data(one.text.utf8).map { String(format: "%02x", $0) }.joined(), relation,
        Data(wanted.utf8).map { String(format: "%02x", $0) }.joined())
    case .version(let wanted):
      guard case .version(let version) = one else { return false }
      if relation == .equal { return wanted.build.isEmpty ? version.hasSamePrecedence(as: wanted) : version == wanted }
      let isBoth = version.hasSamePrecedence(as: wanted)
      switch relation {
      case .less: return version < wanted && !isBoth
      case .lessOrEqual: return version < wanted || isBoth
      case .greater: return version > wanted && !isBoth
      default: return version > wanted || isBoth
      }
    case .range(let range):
      guard case .version(let version) = one else { return false }
      return range.contains(version)
    case .time(let span):
      guard case .time(let instant) = one else { return false }
      return compare(instant < span.start ? 0 : instant < span.end ? 1 : 2, relation, 1)
    case .age(let age):
      guard case .time(let instant) = one else { return false }
      return compare(instant, relation, RandomFilter.now - age.seconds * 1000)
    }
  }

  private static func compare<Value: Comparable>(_ one: Value, _ relation: Relation, _ two: Value) -> Bool {
    switch relation {
    case .equal: one == two
    case .less: one < two
    case .lessOrEqual: one <= two
    case .greater: one > two
    case .greaterOrEqual: one >= two
    }
  }
}
