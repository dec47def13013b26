import Foundation
import TestSupport
import Testing

/// What people write is text, wherever it stands.
struct HostileTextTests {
  /// Each in every text of a version; the marker tells that it is there.
  private static let payloads = [
    "<script>trap()</script>", "\"><img src=x onerror=trap()>", "'><svg onload=trap()>",
    "</title><script>trap()</script>",
    "</textarea><script>trap()</script>", "javascript:trap()", "<a href=javascript:trap()>x</a>", "&lt;script&gt;",
    "<!--", "-->", "]]>", "<![CDATA[", "{{7*7}}", "\u{202e}gnp.exe", "\u{7f}", "\u{2028}x",
    "` onmouseover=trap() `", "\" autofocus onfocus=trap() \"", "<style>*{display:none}</style>", "<base href=//evil>",
  ]

  @Test func nothingThatIsWrittenBecomesMarkup() async throws {
    let web = try await WebSandbox { sandbox in
      try sandbox.registry("create", "Lab", "--visibility", "organization", in: "models")
      try sandbox.registry("model", "create", "Lab/m", in: "models")
      for (index, payload) in Self.payloads.enumerated() {
        try sandbox.write(try Self.manifest(payload), to: "models/registries/Lab/m/versions/1.0.\(index).json")
      }
      try sandbox.git("add", ".", in: "models")
      try sandbox.git("commit", "--quiet", "--message", Self.payloads[0], in: "models")
    }
    var addresses = ["/Lab/m", "/Lab/m?columns=parameters.p", "/-/history", "/Lab/m/-/compare?v=1.0.0&v=1.0.1&all=1"]
    addresses += Self.payloads.indices.map { "/Lab/m@1.0.\($0)" }
    let queries = Self.payloads.compactMap { $0.addingPercentEncoding(withAllowedCharacters: .alphanumerics) }
    addresses += queries.flatMap {
      ["/-/search?q=\($0)", "/Lab/m?q=\($0)", "/Lab/m@\($0)", "/\($0)", "/Lab/m?metric=\($0)&at="]
    }
    for address in addresses {
      let answer = try await web.get(address)
      #expect(answer.status < 500, "\(address): \(answer.status)")
      let body = answer.body
      for sign in [
        "<script>trap", "<img", "onload=trap()>", "<style", "<base", "<a href=javascript", "href=\"javascript",
      ] {
        #expect(!body.contains(sign), "\(address) has \(sign)")
      }
      #expect(
        !body.unicodeScalars.contains { $0.value == 0x202e || $0.value == 0x2028 || $0.value == 0x7f }, "\(address)")
    }
    #expect(try await web.get("/Lab/m?q=%E2%80%AEgnp.exe").body.contains("U+202Egnp.exe"))
  }

  private static func manifest(_ text: String) throws -> String {
    let value: [String: Any] = [
      "apiVersion": "git-registry/v1", "kind": "ModelVersion", "description": text, "createdAt": "2026-03-09T10:00:00Z",
      "createdBy": "ada", "artifacts": [Any](), "algorithm": text, "parameters": ["p": text], "tags": ["t": text],
      "metrics": ["accuracy": 0.5], "run": text,
      "job": ["id": text, "name": text, "url": text, "log": "javascript:trap()"],
      "source": ["repository": text, "commit": text],
      "status": "deprecated", "statusReason": text,
    ]
    return String(decoding: try JSONSerialization.data(withJSONObject: value), as: UTF8.self)
  }
}
