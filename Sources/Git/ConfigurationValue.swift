import Diagnostics
private import Glibc

/// A value of git's configuration, read as git reads it.
///
///     true yes on, false no off and nothing, in any case; else an integer, where all but 0 means true
///     12   0x1f   -3   64k   2M   1g                                an integer, with a unit of 1024, 1024² or 1024³
///
/// Source: git-config(1), "Values"; `git_parse_maybe_bool` and `git_parse_signed` in git's config.c.
package enum ConfigurationValue {
  /// - Parameter text: what stands behind `=`; nil for a key without one, which means true.
  /// - Returns: nil for what git refuses as a boolean.
  package static func boolean(_ text: String?) -> Bool? {
    guard let text else { return true }
    switch text.lowercased() {
    case "true", "yes", "on": return true
    case "false", "no", "off", "": return false
    default: return integer(text, atMost: Int64(Int32.max)).map { $0 != 0 }
    }
  }

  /// - Returns: nil for what git refuses as an integer of 64 bits.
  package static func integer(_ text: String) -> Int64? { integer(text, atMost: .max) }

  private static func integer(_ text: String, atMost limit: Int64) -> Int64? {
    guard !text.isEmpty else { return nil }
    return text.withCString { start -> Int64? in
      var end: UnsafeMutablePointer<CChar>?
      errno = 0
      let number = strtoll(start, &end, 0)
      guard errno != ERANGE, let end, end > UnsafeMutablePointer(mutating: start),
        let unit = units[String(cString: end).lowercased()]
      else { return nil }
      let (value, overflow) = number.multipliedReportingOverflow(by: unit)
      return overflow || value > limit || value < -limit ? nil : value
    }
  }

  private static let units: [String: Int64] = ["": 1, "k": 1 << 10, "m": 1 << 20, "g": 1 << 30]
}

extension Repository {
  /// A boolean of the configuration; nil where it is not set.
  ///
  /// - Throws: ``GitError`` that names the key where git would stop too.
  package func flag(_ key: String) throws(GitError) -> Bool? {
    guard let text = try configurations(key).last else { return nil }
    guard let value = ConfigurationValue.boolean(text) else { throw Self.bad("boolean", text, key) }
    return value
  }

  /// An integer of the configuration; nil where it is not set.
  ///
  /// - Throws: ``GitError`` that names the key where git would stop too.
  package func integer(_ key: String) throws(GitError) -> Int64? {
    guard let text = try configuration(key) else { return nil }
    guard let value = ConfigurationValue.integer(text) else { throw Self.bad("number", text, key) }
    return value
  }

  private static func bad(_ kind: String, _ text: String, _ key: String) -> GitError {
    GitError(
      operation: "read the git configuration", reason: .other(-1),
      detail: "\(key) is '\(EscapedText.printable(text))', which git does not accept as a \(kind)")
  }
}
