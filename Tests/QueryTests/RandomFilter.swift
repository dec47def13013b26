import Manifests
import Query
import TestSupport

/// Makes filters over versions, and rows that they may or may not match.
struct RandomFilter {
  var random: SplitMix

  private static let keys = ["a", "b c", "d`e", "f.g", "ключ", "and", "\"", "x:"]
  private static let texts = [
    "", "a", "b", "10", "9", "it's", "\\", "a%b", "Größe", "\"q\"", "and", "0.5", "`", "x\ny",
  ]
  private static let numbers = [0, 1, -1, 0.5, 10, 9, 1e300, -2.5e-9, .infinity, -.infinity, .nan, 0x1p60]
  private static let versions = ["1.0.0", "1.0.0-rc.1", "1.0.0+b1", "1.2.0", "2.0.0"]
  private static let ranges = ["^1", "~1.2.0", ">=1 <2 || 3.x", "*"]
  private static let times = [
    "2026-10-01", "2026-10-01T12:00Z", "2026-10-01T12:00:01Z", "2026-10-01T12:00:01.250Z", "1999-12-31",
  ]
  static let now = TimeSpan("2026-10-02T00:00Z")?.start ?? 0

  mutating func filter(depth: Int = 4) -> Filter {
    let choice = random.number(0..<(depth > 0 ? 9 : 5))
    switch choice {
    case 0:
      return .word(random.one(of: Self.texts.filter { !$0.isEmpty } + ["version", "in", "metrics.a", "a b", "-x"]))
    case 1:
      let field = field()
      return .oneOf(field, (0..<random.number(1..<4)).map { _ in value(field, .equal) })
    case 2: return .has(field())
    case 3:
      let field = random.one(of: [Field.tag(key()), .parameter(key()), .attribute(.model), .attribute(.version)])
      return .like(
        field,
        LikePattern(random.one(of: Self.texts + ["%", "_%", "a\\%"]), isCaseSensitive: random.one(of: [true, false])))
    case 4:
      let (field, relation) = (field(), random.one(of: Relation.allCases))
      return .comparison(field, relation, value(field, relation))
    case 5: return .not(filter(depth: depth - 1))
    case 6, 7: return .all((0..<random.number(2..<4)).map { _ in filter(depth: depth - 1) })
    default: return .any((0..<random.number(2..<4)).map { _ in filter(depth: depth - 1) })
    }
  }

  mutating func row() -> SampleRow {
    var fields: [Field: [FieldValue]] = [:]
    for _ in 0..<random.number(0..<8) {
      let field = field()
      fields[field, default: []].append(fieldValue(field))
    }
    return SampleRow(fields: fields, texts: [random.one(of: Self.texts), random.one(of: Self.texts)])
  }

  private mutating func key() -> String { random.one(of: Self.keys) }

  private mutating func field() -> Field {
    switch random.number(0..<8) {
    case 0: .attribute(.model)
    case 1: .attribute(.alias)
    case 2: .attribute(.version)
    case 3: .attribute(.created)
    case 4: .attribute(.ordinal)
    case 5: .metric(key())
    case 6: .parameter(key())
    default: .tag(key())
    }
  }

  private mutating func value(_ field: Field, _ relation: Relation) -> FilterValue {
    switch SearchScope.versions.kind(of: field) {
    case .number: return .number(Number(random.one(of: Self.numbers)))
    case .version:
      if relation == .equal, random.one(of: [true, false]), let range = VersionRange(random.one(of: Self.ranges)) {
        return .range(range)
      }
      return SemanticVersion(random.one(of: Self.versions)).map { .version($0) } ?? .text("")
    case .time:
      if relation != .equal, random.one(of: [true, false]) {
        return .age(Age(seconds: Int64(random.one(of: [1, 90, 3600, 43_200, 86_400 * 30]))))
      }
      return TimeSpan(random.one(of: Self.times)).map { .time($0) } ?? .text("")
    case .loose:
      if random.one(of: [true, false]) { return .number(Number(random.one(of: Self.numbers))) }
      // A number in quotes is not compared by order.
      return .text(random.one(of: Self.texts.filter { relation == .equal || Number($0) == nil }))
    case .text, .digest, .oneOf: return .text(random.one(of: Self.texts))
    }
  }

  private mutating func fieldValue(_ field: Field) -> FieldValue {
    switch SearchScope.versions.kind(of: field) {
    case .number: .number(random.one(of: Self.numbers))
    case .version: .version(random.one(of: Self.versions))
    case .time: .time(random.one(of: Self.times))
    case .loose:
      random.one(of: [true, false]) ? .number(random.one(of: Self.numbers)) : .text(random.one(of: Self.texts))
    case .text, .digest, .oneOf: .text(random.one(of: Self.texts))
    }
  }
}
