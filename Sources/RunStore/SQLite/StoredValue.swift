/// A metric's value in two columns, since SQL's NULL is all that SQLite makes of NaN.
struct StoredValue: Hashable {
  let value: Double
  let isNaN: Bool

  init(_ value: Double) {
    isNaN = value.isNaN
    // Of the two zeros one is enough.
    self.value = value.isNaN || value == 0 ? 0 : value
  }

  static func value(_ value: Double, isNaN: Bool) -> Double { isNaN ? .nan : value }
}
