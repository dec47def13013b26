/// What a request does to what its path names.
///
/// Source: RFC 9110, section 9; RFC 5789 for `PATCH`.
package enum HTTPMethod: String, Sendable, CaseIterable {
  case get = "GET"
  case head = "HEAD"
  case post = "POST"
  case put = "PUT"
  case patch = "PATCH"
  case delete = "DELETE"
}
