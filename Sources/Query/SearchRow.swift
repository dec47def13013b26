/// A version, model, run or event, as filters see it.
package protocol SearchRow {
  /// The values of a field: none if the row lacks it, several if it has many, such as aliases and artifacts.
  func values(of field: Field) -> [FieldValue]

  /// What bare words are looked for in: names, titles, descriptions and tags.
  var texts: [String] { get }
}
