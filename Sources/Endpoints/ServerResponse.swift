package import BlobStore
package import Diagnostics

/// An answer.
package struct ServerResponse: Sendable {
  package var status: Int
  /// In their order, names as they are written.
  package var headers: [(name: String, value: String)]
  package var body: Body
  /// What wants to know whether the answer arrives; nil if nobody does.
  package var delivery: Delivery?

  package enum Body: Sendable {
    case bytes([UInt8])
    /// As many bytes as it announces.
    case stream(ByteStream)
  }

  package init(_ status: Int = 200, _ headers: [(name: String, value: String)] = [], _ body: Body = .bytes([])) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// JSON on one line.
  package init(_ status: Int = 200, json: JSONValue) {
    self.init(status, [("Content-Type", "application/json")], .bytes(Array(json.line.utf8)))
  }

  package init(_ status: Int = 200, text: String) {
    self.init(status, [("Content-Type", "text/plain; charset=utf-8")], .bytes(Array(text.utf8)))
  }
}
