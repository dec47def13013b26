import Diagnostics

/// The keys of metrics, parameters and tags, as MLflow takes them.
///
/// Source: `utils/validation.py` of MLflow 3.17.
enum EntityName {
  /// The longest key, in code points.
  static let limit = 250

  /// Refuses a key with other characters, and one that a file system would read as another.
  ///
  /// - Parameter path: how the request calls it, such as `metrics[3].name`.
  static func check(_ name: String, at path: @autoclosure () -> String) throws(RunStoreError) {
    guard !isPlain(name) else { return }
    guard name.unicodeScalars.allSatisfy(isTaken) else {
      throw .invalidValue(
        name, at: path(),
        "Names may only contain alphanumerics, underscores (_), dashes (-), periods (.), spaces ( ), colon(:) and slashes (/)."
      )
    }
    let normal = PosixPath.normalized(name)
    guard normal == name, normal != ".", !normal.hasPrefix(".."), !normal.hasPrefix("/") else {
      throw .invalidValue(
        name, at: path(),
        "Names may be treated as files in certain cases, and must not resolve to other names when treated as such. "
          + "This name would resolve to \(PythonLiteral.text(normal))")
    }
  }

  /// True for the names that most have: nothing in them needs a second look.
  private static func isPlain(_ name: String) -> Bool {
    !name.isEmpty
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"): true
        default: false
        }
      }
  }

  private static func isTaken(_ scalar: Unicode.Scalar) -> Bool {
    if "/_.- :".unicodeScalars.contains(scalar) { return true }
    return switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    case .decimalNumber, .letterNumber, .otherNumber: true
    default: false
    }
  }
}
