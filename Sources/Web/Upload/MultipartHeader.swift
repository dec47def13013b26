/// What stands above a part's content: the field's name, and the file's if it is one.
///
/// Source: the HTML Standard, "multipart/form-data encoding algorithm": in names, quotes and line ends are `%22`, `%0D` and `%0A`, and
/// nothing else is encoded.
struct MultipartHeader: Hashable, Sendable {
  let name: String
  /// Without folders; nil for a text.
  let file: String?

  init(name: String, file: String? = nil) {
    self.name = name
    self.file = file
  }

  /// - Throws: ``MultipartProblem/malformedHeader``.
  init(_ bytes: ArraySlice<UInt8>) throws(MultipartProblem) {
    guard let text = String(validating: bytes, as: UTF8.self), !text.utf8.contains(0) else { throw .malformedHeader }
    let lines = text.split(separator: "\r\n")
    let wanted = "content-disposition:"
    let found = lines.filter { $0.lowercased().hasPrefix(wanted) }
    guard found.count == 1, let line = found.first else { throw .malformedHeader }
    let rest = line.dropFirst(wanted.count).drop { $0 == " " || $0 == "\t" }
    guard rest.lowercased().hasPrefix("form-data"), let parameters = Self.parameters(rest.dropFirst("form-data".count)),
      let name = parameters["name"]
    else { throw .malformedHeader }
    self.name = Self.decoded(name)
    file = parameters["filename"].map { path in
      Self.decoded(path).split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? ""
    }
  }

  /// `; name="files"; filename="a.onnx"`: nil for what is malformed, or there twice.
  private static func parameters(_ text: Substring) -> [String: String]? {
    var rest = text
    var found: [String: String] = [:]
    func skip() { rest = rest.drop { $0 == " " || $0 == "\t" } }
    skip()
    while rest.first == ";" {
      rest = rest.dropFirst()
      skip()
      guard let equals = rest.firstIndex(of: "=") else { return nil }
      let key = rest[..<equals].lowercased()
      rest = rest[equals...].dropFirst()
      guard rest.first == "\"", let end = rest.dropFirst().firstIndex(of: "\"") else { return nil }
      let value = String(rest[..<end].dropFirst())
      guard found.updateValue(value, forKey: key) == nil else { return nil }
      rest = rest[end...].dropFirst()
      skip()
    }
    return rest.isEmpty ? found : nil
  }

  private static func decoded(_ text: String) -> String {
    [("%22", "\""), ("%0D", "\r"), ("%0A", "\n")].reduce(text) { $0.replacing($1.0, with: $1.1) }
  }
}
