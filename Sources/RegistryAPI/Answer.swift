import Actions
import Diagnostics
import Endpoints
import GitObjects

/// Answers of the interface.
enum Answer {
  /// A document, byte for byte as a command prints it, with the commit that it was read at.
  static func document(_ value: JSONValue, of sight: Sight) -> ServerResponse {
    var response = document(value)
    response.headers.append(("ETag", "\"\(sight.reader.commit.id)\""))
    return response
  }

  static func document(_ value: JSONValue, status: Int = 200) -> ServerResponse {
    ServerResponse(
      status,
      [
        ("Content-Type", "application/json"), ("Cache-Control", "private, no-cache"),
        ("X-Content-Type-Options", "nosniff"),
      ],
      .bytes(Array(value.text.utf8)))
  }
}
