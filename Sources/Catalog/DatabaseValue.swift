/// What a parameter of a statement can be.
enum DatabaseValue: Hashable, Sendable {
  case null
  case integer(Int64)
  case number(Double)
  case text(String)
  case bytes([UInt8])
}
