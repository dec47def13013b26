import Manifests

extension Sort {
  /// Less than, equal to or greater than zero as a row with these values of the keys goes before, beside or behind another one.
  ///
  /// Numbers go before texts. Of several values the first in the direction counts. NaN and then what lacks the field are last
  /// in both directions.
  func order(_ one: [FieldValue?], _ two: [FieldValue?]) -> Int {
    for (index, key) in keys.enumerated() {
      let order = Self.order(one[index], two[index], isDescending: key.isDescending)
      if order != 0 { return order }
    }
    return 0
  }

  private static func order(_ one: FieldValue?, _ two: FieldValue?, isDescending: Bool) -> Int {
    guard let one, let two else { return (one == nil ? 1 : 0) - (two == nil ? 1 : 0) }
    guard !one.isNaN, !two.isNaN else { return (one.isNaN ? 1 : 0) - (two.isNaN ? 1 : 0) }
    return isDescending ? -one.order(two) : one.order(two)
  }
}

extension Sort.Key {
  /// What a row is sorted by; nil if it lacks the field.
  func value(of row: some SearchRow) -> FieldValue? {
    let values = row.values(of: field)
    return values.filter { !$0.isNaN }.min { isDescending ? $0.order($1) > 0 : $0.order($1) < 0 } ?? values.first
  }
}

extension FieldValue {
  var isNaN: Bool {
    if case .number(let number) = self { return number.isNaN }
    return false
  }

  private var rank: Int {
    switch self {
    case .number: 0
    case .time: 1
    case .version: 2
    case .text: 3
    }
  }

  /// Less than, equal to or greater than zero as this goes before, beside or behind another value.
  fileprivate func order(_ other: FieldValue) -> Int {
    switch (self, other) {
    case (.number(let one), .number(let two)): one.order(two) ?? 0
    case (.time(let one), .time(let two)): one < two ? -1 : one > two ? 1 : 0
    case (.version(let one), .version(let two)): one < two ? -1 : two < one ? 1 : 0
    case (.text(let one), .text(let two)): Self.order(one.utf8, two.utf8)
    default: rank - other.rank
    }
  }
}
