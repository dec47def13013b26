import Manifests

extension Sort {
  /// True if one row goes before another; false for both ways round if the keys do not tell them apart.
  ///
  /// Numbers go before texts. Of several values the first in the direction counts. NaN and then what lacks the field are last
  /// in both directions.
  package func precedes(_ one: some SearchRow, _ two: some SearchRow) -> Bool {
    for key in keys {
      let order = Self.order(key.value(of: one), key.value(of: two), isDescending: key.isDescending)
      if order != 0 { return order < 0 }
    }
    return false
  }

  private static func order(_ one: FieldValue?, _ two: FieldValue?, isDescending: Bool) -> Int {
    guard let one, let two else { return (one == nil ? 1 : 0) - (two == nil ? 1 : 0) }
    guard !one.isNaN, !two.isNaN else { return (one.isNaN ? 1 : 0) - (two.isNaN ? 1 : 0) }
    return isDescending ? -one.order(two) : one.order(two)
  }
}

extension Sort.Key {
  fileprivate func value(of row: some SearchRow) -> FieldValue? {
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
