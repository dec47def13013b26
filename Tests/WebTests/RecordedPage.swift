import Foundation
import TestSupport
import Testing

/// A page as it was once looked at: `Pages/FILE.html`.
enum RecordedPage {
  static func expect(_ answer: WebSandbox.Answer, _ file: String, _ address: String) throws {
    let text =
      "\(answer.status)\n"
      + answer.body.replacing("><", with: ">\n<").replacing(/\?v=[0-9a-f]{12}/, with: "?v=VERSION")
      .replacing(/name="(token|page)" value="[^"]*"/) { "name=\"\($0.output.1)\" value=\"RANDOM\"" }
    let url = SourceTree.url("Tests/WebTests/Pages/\(file).html")
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil {
      try Data(text.utf8).write(to: url)
      Issue.record("recorded \(file)")
    }
    let known = try? String(contentsOf: url, encoding: .utf8)
    #expect(known == text, "\(address): run RECORD_SNAPSHOTS=1 and read what changed in \(file).html")
  }
}
