/// The type of one value, by MLflow's name.
///
/// | name | what it holds |
/// |---|---|
/// | `integer`, `long` | 32 and 64 bits, signed |
/// | `float`, `double` | 32 and 64 bits |
/// | `binary` | bytes |
/// | `datetime` | nanoseconds |
package enum ColumnType: String, Sendable, CaseIterable {
  case boolean, integer, long, float, double, string, binary, datetime
}
