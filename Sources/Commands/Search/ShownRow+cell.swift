import Query
import Searching

extension ShownRow {
  /// A field's values with commas between them.
  func cell(_ field: Field) -> String {
    values(of: field).map { value in
      if case .time(let milliseconds) = value { return Clock.text(milliseconds / 1000) }
      return value.text
    }.joined(separator: ",")
  }
}
