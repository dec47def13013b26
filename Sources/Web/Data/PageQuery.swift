/// The query of a page: all of its state.
struct PageQuery {
  /// In their order.
  let items: [(name: String, value: String)]

  /// The first value that is not empty.
  subscript(_ name: String) -> String? { items.first { $0.name == name && !$0.value.isEmpty }?.value }

  func all(_ name: String) -> [String] { items.filter { $0.name == name && !$0.value.isEmpty }.map(\.value) }

  /// The same with other values of some names; nil takes one out. Where a list stands is another question than which rows it has.
  func with(_ changes: [(String, String?)]) -> [(String, String)] {
    let names = Set(changes.map(\.0) + ["after", "before"])
    return items.filter { !names.contains($0.name) && !$0.value.isEmpty }.map { ($0.name, $0.value) }
      + changes.compactMap { name, value in value.map { (name, $0) } }
  }
}
