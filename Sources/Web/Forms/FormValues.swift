/// What the fields of a form have, as they are sent: a name may come several times.
struct FormValues: Sendable {
  private(set) var items: [(name: String, value: String)]

  init(_ items: [(name: String, value: String)] = []) { self.items = items }

  /// As it was typed.
  func raw(_ name: String) -> String { items.first { $0.name == name }?.value ?? "" }

  /// Without blanks at its ends; empty for what is not there.
  subscript(_ name: String) -> String { Self.trimmed(raw(name)) }

  /// Nil for what is empty or not there.
  func text(_ name: String) -> String? { self[name].isEmpty ? nil : self[name] }

  /// All of a name, in their order, empty ones too.
  func all(_ name: String) -> [String] { items.filter { $0.name == name }.map(\.value) }

  /// Those that are not empty, without blanks at their ends.
  func texts(_ name: String) -> [String] { all(name).map(Self.trimmed).filter { !$0.isEmpty } }

  func has(_ name: String) -> Bool { items.contains { $0.name == name } }

  /// The rows of a table of keys and values: `NAME.key` and `NAME.value` by turns. Rows without both are none.
  func rows(_ name: String) -> [(key: String, value: String)] {
    zip(texts(keeping: name + ".key"), texts(keeping: name + ".value")).map { ($0, $1) }.filter {
      !$0.0.isEmpty || !$0.1.isEmpty
    }
  }

  private func texts(keeping name: String) -> [String] { all(name).map(Self.trimmed) }

  mutating func set(_ name: String, _ values: [String]) {
    items.removeAll { $0.name == name }
    items += values.map { (name, $0) }
  }

  mutating func set(_ name: String, _ value: String) { set(name, [value]) }

  mutating func setRows(_ name: String, _ rows: [(String, String)]) {
    set(name + ".key", rows.map(\.0))
    set(name + ".value", rows.map(\.1))
  }

  /// The same with what another one has of some names.
  func replacing(_ names: [String], from other: FormValues) -> FormValues {
    var values = self
    for name in names { values.set(name, other.all(name)) }
    return values
  }

  func isSame(_ other: FormValues, in names: [String]) -> Bool {
    names.allSatisfy { texts($0) == other.texts($0) }
  }

  static func trimmed(_ text: String) -> String {
    func isBlank(_ character: Character) -> Bool { character.isWhitespace }
    return String(text.drop(while: isBlank).reversed().drop(while: isBlank).reversed())
  }
}
