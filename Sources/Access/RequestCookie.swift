/// Reads the cookies of a request.
///
/// Source: RFC 6265, section 4.2.
package enum RequestCookie {
  /// - Parameter headers: by names in lower case.
  /// - Returns: nil if there is none of the name, an empty one, or more than one, of which any may be somebody else's.
  package static func value(_ name: String, in headers: [String: String]) -> String? {
    let values = (headers["cookie"] ?? "").split(separator: ";").compactMap { part -> String? in
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard pair.count == 2, pair[0].drop(while: { $0 == " " }) == name else { return nil }
      return String(pair[1])
    }
    return values.count == 1 && !values[0].isEmpty ? values[0] : nil
  }
}
