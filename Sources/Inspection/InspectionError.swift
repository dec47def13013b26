/// Why a file is not what it looks like.
package struct InspectionError: Error, Hashable, CustomStringConvertible {
  package let message: String
  /// Where in the file, in bytes from its start; nil if the message gives the place, or there is none.
  package let offset: Int64?

  package init(_ message: String, at offset: Int64? = nil) {
    self.message = message
    self.offset = offset
  }

  package var description: String { message + (offset.map { " (at byte \($0))" } ?? "") }
}
