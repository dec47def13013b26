import Diagnostics

extension NewRun {
  /// The run with its name, and with the tag that mirrors it.
  func checked() throws(RunStoreError) -> (name: String, tags: [Tag]) {
    try Self.check(id: id)
    let given = name.flatMap { $0.isEmpty ? nil : $0 }
    let tagged = tags.last { $0.key == Tag.runName }?.value
    if let given, let tagged, !tagged.isEmpty, given != tagged {
      throw .invalid(
        "Both 'run_name' argument and 'mlflow.runName' tag are specified, but with different values "
          + "(run_name='\(given)', mlflow.runName='\(tagged)').")
    }
    let name = given ?? tagged.flatMap { $0.isEmpty ? nil : $0 } ?? RandomName.text(for: id)
    var checkedTags: [Tag] = []
    for (index, tag) in tags.enumerated() where tag.key != Tag.runName {
      checkedTags.append(try tag.checked(at: "tags[\(index)]"))
    }
    return (name, checkedTags + [Tag(Tag.runName, name)])
  }

  /// 1 to 256 letters, digits, dashes and underscores, the first a letter or digit.
  static func check(id: String) throws(RunStoreError) {
    let isValid =
      !id.isEmpty && id.utf8.count <= 256 && id.utf8.first != UInt8(ascii: "-") && id.utf8.first != UInt8(ascii: "_")
      && id.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"): true
        default: false
        }
      }
    guard !isValid else { return }
    throw .invalid("Invalid value \(JSONValue.string(id).line) for parameter 'run_id' supplied.")
  }
}
